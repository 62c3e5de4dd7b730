package dev.afina.text;

import dev.afina.core.Fact;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that is said to people, in one reader's language. A fact's record names the sentence
/// (`DatasetProblem.EmptyText`), its components fill it in; words that belong to no fact have a key
/// of their own.
///
/// Patterns are ICU's (`{line}`, `{n, plural, one {# case} other {# cases}}`, `{loss, number,
/// 0.00}`), filled in by name. A path is said relative to the current folder where that is shorter,
/// an enum by its key `EnumType.CONSTANT` (without one, its name in lower case), a list joined by
/// commas, a fact inside a fact as its sentence, nothing as nothing.
public final class Texts {
  private static final String BUNDLE = "dev.afina.text.texts";

  private static final Map<Locale, Texts> KNOWN = new ConcurrentHashMap<>();

  private final Locale locale;
  private final ResourceBundle bundle;
  private final Numbers numbers;
  private final Patterns patterns;

  private Texts(Locale locale) {
    this.locale = locale;
    this.bundle =
        ResourceBundle.getBundle(BUNDLE, locale, Texts.class.getClassLoader(), new TwoLanguages());
    this.numbers = new Numbers(locale);
    this.patterns = new Patterns(locale, numbers);
  }

  /// Spanish, and English for everybody else, whatever the machine speaks. Java would also look for
  /// files of each country and of English itself, in every jar there is.
  private static final class TwoLanguages extends ResourceBundle.Control {
    @Override
    public List<String> getFormats(String bundle) {
      return FORMAT_PROPERTIES;
    }

    @Override
    public List<Locale> getCandidateLocales(String bundle, Locale locale) {
      Locale spanish = Locale.of("es");
      return locale.getLanguage().equals(spanish.getLanguage())
          ? List.of(spanish, Locale.ROOT)
          : List.of(Locale.ROOT);
    }

    @Override
    public @Nullable Locale getFallbackLocale(String bundle, Locale locale) {
      return null;
    }
  }

  /// The texts for a reader: Spanish for any Spanish, English for everybody else.
  public static Texts in(Locale locale) {
    boolean known = Stream.of("en", "es").anyMatch(locale.getLanguage()::equals);
    Locale reader = Locale.of(locale.getLanguage(), locale.getCountry());
    return KNOWN.computeIfAbsent(known ? reader : Locale.ENGLISH, Texts::new);
  }

  /// Whose numbers and words these are; its language is `en` or `es`.
  public Locale locale() {
    return locale;
  }

  /// A fact's first line: what is so.
  public String say(Fact fact) {
    String sentence = line(key(fact), fact);
    // A test holds the sentences complete; a reader of an incomplete build still sees the values.
    return sentence == null ? fact.toString() : sentence;
  }

  /// A fact in three parts; rule and fix where the texts have them.
  public Explained explain(Fact fact) {
    String key = key(fact);
    return new Explained(say(fact), line(key + ".rule", fact), line(key + ".fix", fact));
  }

  /// The text of a key, filled in.
  ///
  /// @param namedArguments name, value, name, value …
  /// @throws java.util.MissingResourceException if there is no such key
  public String word(String key, @Nullable Object... namedArguments) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namedArguments.length; i += 2) {
      values.put(String.valueOf(namedArguments[i]), value(namedArguments[i + 1]));
    }
    return patterns.fill(bundle.getString(key), values);
  }

  /// What a constant is called: the text of `EnumType.CONSTANT`, else its name in lower case.
  public String word(Enum<?> constant) {
    String key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
    return bundle.containsKey(key)
        ? bundle.getString(key)
        : constant.name().toLowerCase(Locale.ROOT);
  }

  public boolean has(String key) {
    return bundle.containsKey(key);
  }

  /// `28,120` or `28.120`.
  public String number(long value) {
    return numbers.whole(value);
  }

  /// With exactly so many decimals: `0.81` or `0,81`.
  public String number(double value, int decimals) {
    return numbers.decimal(value, decimals);
  }

  /// A share as per cent, without decimals: `81%` or `81 %`.
  public String percent(double share) {
    return numbers.percent(share, 0);
  }

  public String percent(double share, int decimals) {
    return numbers.percent(share, decimals);
  }

  /// The raw patterns, for a library that looks its texts up itself (the command line's help).
  public ResourceBundle bundle() {
    return bundle;
  }

  /// The key of a fact: the sealed interface it belongs to, and its own name.
  public static String key(Fact fact) {
    return key(fact.getClass());
  }

  public static String key(Class<? extends Fact> type) {
    return Arrays.stream(type.getInterfaces())
            .filter(i -> i != Fact.class && Fact.class.isAssignableFrom(i))
            .map(i -> i.getSimpleName() + ".")
            .findFirst()
            .orElse("")
        + type.getSimpleName();
  }

  private @Nullable String line(String key, Fact fact) {
    return bundle.containsKey(key)
        ? patterns.fill(bundle.getString(key), Components.of(fact, this::value))
        : null;
  }

  /// A readable value as text.
  String plain(@Nullable Object value) {
    return patterns.plain(value);
  }

  private @Nullable Object value(@Nullable Object raw) {
    return Components.readable(raw, this);
  }
}
