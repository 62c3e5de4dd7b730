package dev.afina.dataset.augment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The words variations are made of.
final class Words {
  private Words() {}

  /// Neighbours on a Spanish keyboard (ISO layout, keys less than 1.3 apart).
  static final Map<Character, String> KEYS = keys();

  private static Map<Character, String> keys() {
    Map<Character, String> keys = new HashMap<>();
    String table =
        "a:qswz b:ghnv c:dfvx d:cefrsx e:drsw f:cdgrtv g:bfhtvy h:bgjnuy i:jkou j:hikmnu k:ijlmo l:kñop m:jkn"
            + " n:bhjm ñ:lp o:iklp p:lño q:aw r:deft s:adewxz t:fgry u:hijy v:bcfg w:aeqs x:cdsz y:ghtu z:asx";
    for (String entry : table.split(" ")) keys.put(entry.charAt(0), entry.substring(2));
    return keys;
  }

  static final Map<String, String> SYNONYMS =
      pairs(
          "comprar adquirir, quiero deseo, pedido encargo, precio coste, barato económico, enviar mandar, envío reparto,"
              + " devolver retornar, problema inconveniente, roto estropeado, rota estropeada, cambiar sustituir,"
              + " ayuda asistencia, dinero importe, rápido deprisa, tienda comercio, correo email, teléfono móvil,"
              + " llegar venir, necesito preciso, factura recibo, producto artículo, queja reclamación");

  static final Map<String, String> TO_TU =
      pairs(
          "usted tú, puede puedes, quiere quieres, tiene tienes, su tu, sus tus, dígame dime, podría podrías, sabe sabes,"
              + " perdone perdona, disculpe disculpa, mire mira, espere espera, envíeme envíame, ayúdeme ayúdame");

  static final Map<String, String> TO_USTED = turned(TO_TU);

  static final Pattern GREETING =
      Pattern.compile(
          "^(?iu)(?:hola|buenas|buenas tardes|buenos días|buenas noches)[,.!]*\\s+(?=\\S)");

  static final List<String> OPENINGS =
      List.of("Hola, ", "Buenas, ", "Buenos días, ", "Buenas tardes, ", "Hola, una pregunta: ");

  static boolean has(String text, Map<String, String> words) {
    return words.keySet().stream().anyMatch(word -> whole(word).matcher(text).find());
  }

  static Pattern whole(String word) {
    return Pattern.compile("(?iu)(?<!\\p{L})" + Pattern.quote(word) + "(?!\\p{L})");
  }

  static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : text.split(",\\s*")) {
      String[] both = pair.split(" ");
      if (!both[0].equals(both[1])) pairs.put(both[0], both[1]);
    }
    return pairs;
  }

  private static Map<String, String> turned(Map<String, String> pairs) {
    Map<String, String> turned = new TreeMap<>();
    pairs.forEach((one, other) -> turned.put(other, one));
    return turned;
  }
}
