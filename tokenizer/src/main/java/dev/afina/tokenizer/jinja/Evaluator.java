package dev.afina.tokenizer.jinja;

import dev.afina.tokenizer.jinja.Expression.Passed;
import dev.afina.tokenizer.jinja.Expression.Pipe;
import dev.afina.tokenizer.jinja.Value.Bool;
import dev.afina.tokenizer.jinja.Value.Callable;
import dev.afina.tokenizer.jinja.Value.Dict;
import dev.afina.tokenizer.jinja.Value.Function;
import dev.afina.tokenizer.jinja.Value.Int;
import dev.afina.tokenizer.jinja.Value.Items;
import dev.afina.tokenizer.jinja.Value.Loop;
import dev.afina.tokenizer.jinja.Value.Namespace;
import dev.afina.tokenizer.jinja.Value.None;
import dev.afina.tokenizer.jinja.Value.Real;
import dev.afina.tokenizer.jinja.Value.Text;
import dev.afina.tokenizer.jinja.Value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What expressions are worth.
final class Evaluator {
  private final Interpreter interpreter;
  private final Budget budget;

  Evaluator(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.budget = interpreter.budget;
  }

  Value value(Expression expression, Scope scope) {
    budget.step();
    budget.enter();
    Value value = worth(expression, scope);
    budget.leave();
    return value;
  }

  private Value worth(Expression expression, Scope scope) {
    return switch (expression) {
      case Expression.Constant it -> it.value();
      case Expression.Name it -> {
        Value found = scope.find(it.name());
        yield found == null ? new Undefined("'" + it.name() + "' is undefined") : found;
      }
      case Expression.Sequence it -> {
        List<Value> items = values(it.items(), scope);
        yield it.tuple() ? Items.tuple(items) : Items.list(items);
      }
      case Expression.Mapping it -> mapping(it, scope);
      case Expression.Choice it -> choice(it, scope);
      case Expression.And it -> {
        Value left = value(it.left(), scope);
        yield Python.isTrue(left) ? value(it.right(), scope) : left;
      }
      case Expression.Or it -> {
        Value left = value(it.left(), scope);
        yield Python.isTrue(left) ? left : value(it.right(), scope);
      }
      case Expression.Not it -> Bool.of(!Python.isTrue(value(it.operand(), scope)));
      case Expression.Sign it -> {
        Value operand = value(it.operand(), scope);
        Value negative = Arithmetic.negative(operand);
        yield it.minus() ? negative : operand;
      }
      case Expression.Binary it ->
          Arithmetic.apply(
              it.operator(), value(it.left(), scope), value(it.right(), scope), budget);
      case Expression.Joined it -> {
        StringBuilder text = new StringBuilder();
        for (Expression part : it.parts())
          text.append(budget.made(Python.text(value(part, scope), budget)));
        yield new Text(text.toString());
      }
      case Expression.Comparison it -> comparison(it, scope);
      case Expression.Attribute it -> attribute(value(it.object(), scope), it.name());
      case Expression.Item it -> item(value(it.object(), scope), value(it.index(), scope));
      case Expression.Slice it ->
          Slices.of(
              value(it.object(), scope),
              value(it.start(), scope),
              value(it.stop(), scope),
              value(it.step(), scope),
              budget);
      case Expression.Call it -> call(it, scope, Map.of());
      case Expression.Filter it -> filtered(value(it.input(), scope), it.pipe(), scope);
      case Expression.Test it ->
          Bool.of(
              Tests.isTrue(
                  it.name(), value(it.input(), scope), arguments(it.passed(), scope), budget));
    };
  }

  private List<Value> values(List<Expression> expressions, Scope scope) {
    List<Value> values = new ArrayList<>(expressions.size());
    for (Expression one : expressions) values.add(value(one, scope));
    return values;
  }

  private Value mapping(Expression.Mapping mapping, Scope scope) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    for (Expression.Entry entry : mapping.entries()) {
      Value key = Python.hashable(value(entry.key(), scope));
      budget.steps(key.cost());
      entries.put(key, value(entry.value(), scope));
    }
    return Dict.of(entries);
  }

  private Value choice(Expression.Choice choice, Scope scope) {
    if (Python.isTrue(value(choice.test(), scope))) return value(choice.then(), scope);
    return choice.otherwise() == null
        ? new Undefined(
            "the inline if-expression evaluated to false and no else section was defined.")
        : value(choice.otherwise(), scope);
  }

  private Value comparison(Expression.Comparison comparison, Scope scope) {
    Value left = value(comparison.first(), scope);
    for (Expression.Link link : comparison.links()) {
      Value right = value(link.operand(), scope);
      if (!Tests.relate(link.relation(), left, right, budget)) return Bool.FALSE;
      left = right;
    }
    return Bool.TRUE;
  }

  Value filtered(Value input, Pipe pipe, Scope scope) {
    return Filters.apply(pipe.name(), input, arguments(pipe.passed(), scope), interpreter);
  }

  /// @param also arguments by name that the template did not write
  Value call(Expression.Call call, Scope scope, Map<String, Value> also) {
    Value function = value(call.function(), scope);
    Arguments written = arguments(call.passed(), scope);
    Map<String, Value> named = new LinkedHashMap<>(written.named());
    named.putAll(also);
    return switch (function) {
      case Callable callable -> {
        budget.enter();
        Value value = callable.call(new Arguments(written.positional(), named));
        budget.leave();
        yield value;
      }
      case Undefined undefined -> throw Fault.fails(undefined.why());
      case None _, Bool _, Int _, Real _, Text _, Items _, Dict _, Namespace _ ->
          throw Fault.fails("'" + Python.type(function) + "' object is not callable");
    };
  }

  private Arguments arguments(Passed passed, Scope scope) {
    if (passed == Passed.NOTHING) return Arguments.NONE;
    List<Value> positional = values(passed.positional(), scope);
    if (passed.more() != null) positional.addAll(Python.items(value(passed.more(), scope), budget));
    Map<String, Value> named = new LinkedHashMap<>();
    passed.named().forEach((name, expression) -> named.put(name, value(expression, scope)));
    if (passed.moreNamed() != null) {
      if (!(value(passed.moreNamed(), scope) instanceof Dict dict))
        throw Fault.fails("argument after ** must be a mapping");
      budget.steps(dict.entries().size());
      dict.entries().forEach((name, value) -> named.put(Python.text(name), value));
    }
    return new Arguments(positional, named);
  }

  /// `value.name`: what the value can do goes before what it holds.
  Value attribute(Value value, String name) {
    Value own = own(value, name);
    if (own != null) return own;
    Value held = value instanceof Dict dict ? dict.get(name) : null;
    return held == null ? missing(value, name) : held;
  }

  /// `value[index]`: what it holds goes before what it can do.
  Value item(Value value, Value index) {
    Value held =
        switch (value) {
          case Dict dict -> {
            budget.steps(index.cost());
            yield dict.entries().get(Python.hashable(index));
          }
          case Items items when Slices.isPlace(index) -> Slices.at(items.values(), index);
          case Text text when Slices.isPlace(index) -> Slices.at(text.value(), index, budget);
          case Undefined undefined -> throw Fault.fails(undefined.why());
          case Items _, Text _, None _, Bool _, Int _, Real _, Namespace _, Callable _ -> null;
        };
    if (held != null) return held;
    Value own = index instanceof Text name ? own(value, name.value()) : null;
    if (own != null) return own;
    return missing(value, index instanceof Text name ? name.value() : Python.type(index));
  }

  private @Nullable Value own(Value value, String name) {
    if (name.startsWith("__") && !(value instanceof Dict dict && dict.get(name) != null))
      throw Fault.unsafe(
          "access to attribute '" + name + "' of '" + Python.type(value) + "' object is unsafe.");
    return switch (value) {
      case Text text -> TextMethods.of(text.value(), name, budget);
      case Dict dict -> Methods.of(dict, name, budget);
      case Items items -> Methods.of(items, name, budget);
      case Real real -> Methods.of(real, name);
      case Namespace namespace -> namespace.members.get(name);
      case Loop loop -> part(loop, name);
      case Undefined undefined -> throw Fault.fails(undefined.why());
      case None _, Bool _, Int _, Function _ -> null;
    };
  }

  private static @Nullable Value part(Loop loop, String name) {
    int size = loop.items().size();
    int index = loop.index();
    return switch (name) {
      case "index" -> new Int(index + 1);
      case "index0" -> new Int(index);
      case "revindex" -> new Int(size - index);
      case "revindex0" -> new Int(size - index - 1);
      case "first" -> Bool.of(index == 0);
      case "last" -> Bool.of(index == size - 1);
      case "length" -> new Int(size);
      case "depth" -> new Int(loop.level());
      case "depth0" -> new Int(loop.level() - 1);
      case "previtem" ->
          index == 0 ? new Undefined("there is no previous item") : loop.items().get(index - 1);
      case "nextitem" ->
          index == size - 1 ? new Undefined("there is no next item") : loop.items().get(index + 1);
      case "cycle" ->
          new Function(
              name,
              passed -> {
                if (passed.positional().isEmpty()) throw Fault.fails("no items for cycling given");
                return passed.positional().get(index % passed.positional().size());
              });
      default -> null;
    };
  }

  private static Undefined missing(Value value, String name) {
    return new Undefined("'" + Python.type(value) + " object' has no attribute '" + name + "'");
  }
}
