package dev.afina.tokenizer.jinja;

import dev.afina.core.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A chat template: a program in the part of [Jinja](https://jinja.palletsprojects.com) 3.1 that
/// Transformers allows (`trim_blocks`, `lstrip_blocks`, `break` and `continue`, its own `tojson`,
/// `raise_exception`, `strftime_now` and `{% generation %}`), interpreted as Python would.
///
/// What a template does is bounded: it cannot call into Java, read files or take long. Where Python
/// would give a generator or a view there is a list, and whole numbers end at 64 bits.
public final class Template {
  /// Characters; the longest ones in use have thirty thousand.
  private static final int LONGEST = 256 << 10;

  private final String place;
  private final List<Statement> statements;

  private Template(String place, List<Statement> statements) {
    this.place = place;
    this.statements = statements;
  }

  /// Reads a template.
  ///
  /// @param place where the text stands, for messages
  /// @throws Refused with a [TemplateProblem] naming the line and what should stand there
  public static Template parse(String source, String place) {
    if (source.length() > LONGEST)
      throw new Refused(new TemplateProblem.TooMuch(place, 1, Limit.LENGTH, LONGEST));
    Lexer lexer = new Lexer(source);
    List<Token> tokens;
    try {
      tokens = lexer.tokens();
    } catch (Fault fault) {
      throw refused(fault, place, lexer.line());
    }
    Parser parser = new Parser(tokens);
    try {
      List<Statement> statements = parser.template();
      return new Template(place, statements);
    } catch (Fault fault) {
      throw refused(fault, place, parser.line());
    }
  }

  /// Runs it once.
  ///
  /// @param values what it can see by name: texts, numbers, truth values, lists and maps of them
  /// @param clock what `strftime_now` reads, in UTC
  /// @throws Refused with a [TemplateProblem] if it fails, rejects the values in its own words,
  ///   reaches for what it must not have or goes beyond a limit
  public Rendered render(Map<String, ?> values, InstantSource clock) {
    Interpreter interpreter = new Interpreter(new Budget());
    try {
      return interpreter.run(statements, values, clock);
    } catch (Fault fault) {
      throw refused(fault, place, interpreter.line());
    }
  }

  private static Refused refused(Fault fault, String place, int line) {
    TemplateProblem problem =
        switch (fault.reason()) {
          case Fault.Reason.Syntax it ->
              new TemplateProblem.Syntax(place, line, it.expected(), it.found());
          case Fault.Reason.Fails it -> new TemplateProblem.Fails(place, line, it.why());
          case Fault.Reason.Unsafe it -> new TemplateProblem.Unsafe(place, line, it.what());
          case Fault.Reason.Beyond it ->
              new TemplateProblem.TooMuch(place, line, it.limit(), it.most());
          case Fault.Reason.Rejects it -> new TemplateProblem.Rejects(place, it.message());
        };
    return new Refused(problem, fault);
  }
}
