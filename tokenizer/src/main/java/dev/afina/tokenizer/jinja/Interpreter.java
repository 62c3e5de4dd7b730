package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Statement.Parameter;
import dev.afina.tokenizer.jinja.Statement.Target;
import dev.afina.tokenizer.jinja.Value.Function;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Loop;
import dev.afina.tokenizer.jinja.Value.Namespace;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Does what the statements of a template say.
final class Interpreter {

  /// How a list of statements ended.
  private enum Way {
    ON,
    BREAK,
    CONTINUE
  }

  final Budget budget;
  private final Evaluator evaluator;
  private Output out;
  private int line = 1;

  Interpreter(Budget budget) {
    this.budget = budget;
    this.evaluator = new Evaluator(this);
    this.out = new Output(budget);
  }

  /// The line reached, for a message.
  int line() {
    return line;
  }

  Rendered run(List<Statement> statements, Map<String, ?> values, InstantSource clock) {
    Scope globals = Scope.outermost(Globals.all(budget, clock));
    Scope scope = globals.inner();
    values.forEach((name, value) -> scope.set(name, Value.of(value)));
    all(statements, scope);
    return out.rendered();
  }

  /// `value.name`, for filters.
  Value attribute(Value value, String name) {
    return evaluator.attribute(value, name);
  }

  /// `value[index]`, for filters.
  Value item(Value value, Value index) {
    return evaluator.item(value, index);
  }

  private Way all(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      budget.step();
      line = statement.line();
      Way way = one(statement, scope);
      if (way != Way.ON) return way;
    }
    return Way.ON;
  }

  private Way one(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Data it -> out.write(it.text());
      case Statement.Print it ->
          out.write(Python.text(evaluator.value(it.expression(), scope), budget));
      case Statement.If it -> {
        boolean test = Python.isTrue(evaluator.value(it.test(), scope));
        return deeper(test ? it.then() : it.otherwise(), scope);
      }
      case Statement.For it -> {
        List<Value> items = Python.items(evaluator.value(it.items(), scope), budget);
        return loop(it, items, 1, scope);
      }
      case Statement.Break _ -> {
        return Way.BREAK;
      }
      case Statement.Continue _ -> {
        return Way.CONTINUE;
      }
      case Statement.Set it -> assign(it.target(), evaluator.value(it.value(), scope), scope);
      case Statement.SetBlock it ->
          assign(it.target(), piped(captured(it.body(), scope.inner()), it.pipes(), scope), scope);
      case Statement.With it -> {
        Scope inner = scope.inner();
        for (Statement.Binding binding : it.bindings())
          assign(binding.target(), evaluator.value(binding.value(), scope), inner);
        return deeper(it.body(), inner);
      }
      case Statement.Macro it ->
          scope.set(it.name(), macro(it.name(), it.parameters(), it.body(), scope));
      case Statement.CallBlock it -> {
        Value caller = macro("caller", it.parameters(), it.body(), scope);
        out.write(Python.text(evaluator.call(it.call(), scope, Map.of("caller", caller)), budget));
      }
      case Statement.FilterBlock it ->
          out.write(
              Python.text(piped(captured(it.body(), scope.inner()), it.pipes(), scope), budget));
      case Statement.Generation it -> {
        int start = out.length();
        Way way = deeper(it.body(), scope.inner());
        out.said(start);
        return way;
      }
      case Statement.Block it -> {
        return deeper(it.body(), scope.inner());
      }
    }
    return Way.ON;
  }

  private Way deeper(List<Statement> body, Scope scope) {
    budget.enter();
    Way way = all(body, scope);
    budget.leave();
    return way;
  }

  private Value piped(Value value, List<Expression.Pipe> pipes, Scope scope) {
    for (Expression.Pipe pipe : pipes) value = evaluator.filtered(value, pipe, scope);
    return value;
  }

  /// What the body would write, as a text.
  private Text captured(List<Statement> body, Scope scope) {
    Output around = out;
    out = new Output(budget);
    deeper(body, scope);
    String text = out.text();
    out = around;
    return new Text(text);
  }

  private Way loop(Statement.For loop, List<Value> items, int level, Scope scope) {
    List<Value> wanted = loop.condition() == null ? items : new ArrayList<>();
    if (loop.condition() != null)
      for (Value item : items) {
        Scope inner = scope.inner();
        assign(loop.target(), item, inner);
        if (Python.isTrue(evaluator.value(loop.condition(), inner))) wanted.add(item);
      }
    for (int i = 0; i < wanted.size(); i++) {
      budget.steps(4); // a scope of its own
      Scope inner = scope.inner();
      inner.set("loop", new Loop(wanted, i, level, (more, next) -> again(loop, more, next, scope)));
      assign(loop.target(), wanted.get(i), inner);
      if (deeper(loop.body(), inner) == Way.BREAK) return Way.ON;
    }
    return wanted.isEmpty() ? deeper(loop.otherwise(), scope.inner()) : Way.ON;
  }

  private Value again(Statement.For loop, Value items, int level, Scope scope) {
    if (!loop.recursive())
      throw Fault.fails("The loop must have the 'recursive' marker to be called recursively.");
    Output around = out;
    out = new Output(budget);
    budget.enter();
    loop(loop, Python.items(items, budget), level, scope);
    budget.leave();
    String text = out.text();
    out = around;
    return new Text(text);
  }

  private void assign(Target target, Value value, Scope scope) {
    switch (target) {
      case Target.Variable it -> scope.set(it.name(), value);
      case Target.Several it -> {
        List<Value> values = Python.items(value, budget);
        if (values.size() != it.targets().size())
          throw Fault.fails(
              (values.size() < it.targets().size() ? "not enough" : "too many")
                  + " values to unpack (expected "
                  + it.targets().size()
                  + ")");
        for (int i = 0; i < values.size(); i++) assign(it.targets().get(i), values.get(i), scope);
      }
      case Target.Member it -> {
        if (!(scope.find(it.namespace()) instanceof Namespace namespace))
          throw Fault.fails("cannot assign attribute on non-namespace object");
        namespace.members.put(it.name(), value);
      }
    }
  }

  /// Its body sees the names around the macro as they are when it is called.
  private Function macro(
      String name, List<Parameter> parameters, List<Statement> body, Scope scope) {
    return new Function(
        name,
        passed -> {
          Scope inner = scope.inner();
          Map<String, Value> named = new HashMap<>(passed.named());
          for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value value =
                i < passed.positional().size()
                    ? passed.positional().get(i)
                    : named.remove(parameter.name());
            if (value == null && parameter.otherwise() != null)
              value = evaluator.value(parameter.otherwise(), inner);
            if (value == null)
              value = new Undefined("parameter '" + parameter.name() + "' was not provided");
            inner.set(parameter.name(), value);
          }
          Value caller = named.remove("caller");
          if (caller != null) inner.set("caller", caller);
          inner.set("varargs", Items.tuple(passed.after(parameters.size()).positional()));
          inner.set("kwargs", Value.of(named));
          int callLine = line;
          Text text = captured(body, inner);
          line = callLine;
          return text;
        });
  }
}
