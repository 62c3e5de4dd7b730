package dev.afina.dataset.measure;

import dev.afina.dataset.text.Letters;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a Spanish text addresses its reader, by the words that can only be said to a «tú» or a
/// «usted», weighed by how sure each is. Of the telephone sentences of
/// [CoCoA-MT](https://arxiv.org/abs/2205.04022), 200 of each, nearly all are told right.
public enum Register {
  TU,
  USTED,
  /// Nothing in the text tells, or as much on both sides.
  UNDECIDED;

  /// What a word says, and how much it weighs.
  private enum Sign {
    TU_WORD(2),
    TU_VERB(1.5),
    TU_TAIL(1),
    USTED_WORD(3),
    USTED_VERB(1.5),
    USTED_TAIL(1),
    /// «su» and «le» may speak of a third person.
    USTED_WEAK(0.4);

    private final double weight;

    Sign(double weight) {
      this.weight = weight;
    }
  }

  private static final Map<String, Sign> WORDS = new HashMap<>();

  /// Whether a word of this [#hash] may be one of [#WORDS]: most are not, and need not be made.
  private static final boolean[] MAY_BE_WORD = new boolean[1 << 12];

  /// Ends of verbs, behind a stem of at least two letters.
  private static final Map<String, Sign> ENDS = new HashMap<>();

  /// The same for the last letters of a word, as many as the shortest end has.
  private static final boolean[] MAY_BE_END = new boolean[MAY_BE_WORD.length];

  private static final int STEM = 2;
  private static final int SHORTEST_END = 4;
  private static final int LONGEST_END = 7;

  static {
    put(
        WORDS,
        Sign.TU_WORD,
        "tú te ti contigo tu tus tuyo tuya tuyos tuyas eres estás tienes quieres puedes"
            + " sabes vas haces dices necesitas debes crees ves has hazlo dime mira ten ven"
            + " vete haz pon sal sé");
    put(WORDS, Sign.USTED_WORD, "usted ustedes ud uds vd");
    put(
        WORDS,
        Sign.TU_VERB,
        "podrías podrás serías serás irías estabas eras ibas tuvieras pudieras"
            + " quisieras hayas seas estés tengas puedas quieras sepas vayas hagas digas veas"
            + " hubieras habías habrás habrías dijeras encuentras recibes usas llamas piensas"
            + " sientes vives trabajas buscas entras pagas compras sigues pides prefieres");
    put(
        WORDS,
        Sign.USTED_VERB,
        "disculpe perdone indique indíquenos díganos dígame diga espere permítame haga"
            + " hágalo vaya venga tenga ponga mire oiga escriba llame pulse acceda introduzca"
            + " facilite facilítenos compruebe revise póngase envíenos envíe siga elija"
            + " conteste consulte rellene recuerde verifique confirme seleccione descargue"
            + " traiga lleve pase acepte devuelva solicite");
    put(
        WORDS,
        Sign.USTED_WEAK,
        "su sus le les se lo la puede quiere tiene está es ha va sabe cree necesita"
            + " desea debe podría pueda quiera era fue pudiera tuviera hubiera tendrá podrá"
            + " piensa ve hace dice haya sea esté");
    put(
        ENDS,
        Sign.TU_VERB,
        "aste iste arás erás irás arías erías irías abas ieras aras ieses ases");
    put(ENDS, Sign.TU_TAIL, "arte erte irte ándote iéndote ártelo értelo");
    put(ENDS, Sign.USTED_TAIL, "arle erle irle arles erles irles ándole iéndole árselo érselo");
  }

  static {
    for (String word : WORDS.keySet()) MAY_BE_WORD[hash(word, 0, word.length())] = true;
    for (String end : ENDS.keySet())
      MAY_BE_END[hash(end, end.length() - SHORTEST_END, end.length())] = true;
  }

  private static void put(Map<String, Sign> signs, Sign sign, String words) {
    for (String word : words.split(" ")) signs.put(word, sign);
  }

  /// @param mixed the text says both «tú» or «te», and «usted»
  public record Address(Register register, boolean mixed) {}

  public static Register of(String text) {
    return address(text).register();
  }

  public static Address address(String text) {
    int[] found = new int[Sign.values().length];
    for (int from = 0, to; from < text.length(); from = to + 1) {
      for (to = from; to < text.length() && Letters.is(text.charAt(to)); ) to++;
      if (!maySay(text, from, to)) continue;
      Sign sign = sign(text.substring(from, to).toLowerCase(Locale.ROOT));
      if (sign != null) found[sign.ordinal()]++;
    }
    double tu = sum(found, Sign.TU_WORD, Sign.TU_VERB, Sign.TU_TAIL);
    double usted = sum(found, Sign.USTED_WORD, Sign.USTED_VERB, Sign.USTED_TAIL);
    if (tu == 0) usted += sum(found, Sign.USTED_WEAK); // they decide only where nothing else does
    boolean both = found[Sign.TU_WORD.ordinal()] > 0 && found[Sign.USTED_WORD.ordinal()] > 0;
    return new Address(tu > usted ? TU : usted > tu ? USTED : UNDECIDED, both);
  }

  private static double sum(int[] found, Sign... signs) {
    double sum = 0;
    for (Sign sign : signs) sum += sign.weight * found[sign.ordinal()];
    return sum;
  }

  private static boolean maySay(String text, int from, int to) {
    return to > from && MAY_BE_WORD[hash(text, from, to)]
        || to - from >= STEM + SHORTEST_END && MAY_BE_END[hash(text, to - SHORTEST_END, to)];
  }

  /// Of letters; case is nothing, in Spanish a single bit.
  private static int hash(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) hash = 31 * hash + (text.charAt(i) | 0x20);
    return (hash ^ hash >>> 12) & MAY_BE_WORD.length - 1;
  }

  private static @Nullable Sign sign(String word) {
    Sign sign = WORDS.get(word);
    int longest = Math.min(LONGEST_END, word.length() - STEM);
    for (int n = SHORTEST_END; sign == null && n <= longest; n++)
      sign = ENDS.get(word.substring(word.length() - n));
    return sign;
  }
}
