package dev.afina.evaluation.grading;

import dev.afina.dataset.Normal;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// How something is said: in which language, to «tú» or to «usted», and whether it is a refusal.
/// Told by words that can hardly mean anything else; where there is none, nothing is told.
final class Manner {
  private Manner() {}

  private static final Set<String> SPANISH =
      Set.of(
          "el los las una unos unas del al que y en por con para su sus es son esta estan como mas pero se lo le les nos muy tambien cuando donde puede desde hasta hola gracias"
              .split(" "));
  private static final Set<String> ENGLISH =
      Set.of(
          "the an of and to is are was it you your we our with for from this that on by have has can will not be if when where please thanks hello"
              .split(" "));
  private static final Set<String> FAMILIAR =
      Set.of(
          "tu tus ti te contigo tuyo tuya eres estas tienes puedes quieres necesitas sabes debes haz dinos envianos escribenos llamanos podras tendras"
              .split(" "));
  private static final Set<String> POLITE =
      Set.of(
          "usted ustedes digame diganos envienos escribanos llamenos permitame disculpe indiquenos facilitenos"
              .split(" "));

  private static final Pattern REFUSAL =
      Pattern.compile(
          "no puedo (ayudar|responder|dar|facilitar|proporcionar|hacer|acceder)|no (esta|es) posible|no tengo (informacion|acceso|ese dato|datos)|no dispongo de|no lo se|lo siento pero no|fuera de mi alcance|i can t|i cannot|i am unable|i m unable|i m sorry but|i don t (know|have)|not able to|consulte con|no estoy seguro");

  /// `es` or `en`.
  static Optional<String> language(String text) {
    long spanish = count(text, SPANISH) + (text.matches("(?s).*[ñ¿¡].*") ? 1 : 0);
    long english = count(text, ENGLISH);
    if (spanish == english) return Optional.empty();
    return Optional.of(spanish > english ? "es" : "en");
  }

  /// `tú` or `usted`; who mixes them says the more frequent one.
  static Optional<String> register(String text) {
    long familiar = count(text, FAMILIAR);
    long polite = count(text, POLITE);
    if (familiar == polite) return Optional.empty();
    return Optional.of(familiar > polite ? "tú" : "usted");
  }

  static boolean refuses(String text) {
    return REFUSAL.matcher(Normal.of(text.replace('’', '\''))).find();
  }

  private static long count(String text, Set<String> words) {
    return Arrays.stream(Normal.of(text).split(" ")).filter(words::contains).count();
  }
}
