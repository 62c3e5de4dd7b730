package dev.afina.dataset.format;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a person reads of the HTML in which help desks keep messages: paragraphs and line breaks
/// become lines, everything else that is markup goes. One pass, whatever the input.
final class HtmlText {
  private HtmlText() {}

  private static final Set<String> LINES =
      Set.of("br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4", "/blockquote");

  private static final Set<String> UNSEEN = Set.of("script", "style", "head");

  private static final Map<String, String> ENTITIES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("aacute", "á"),
          Map.entry("eacute", "é"),
          Map.entry("iacute", "í"),
          Map.entry("oacute", "ó"),
          Map.entry("uacute", "ú"),
          Map.entry("ntilde", "ñ"),
          Map.entry("uuml", "ü"),
          Map.entry("Aacute", "Á"),
          Map.entry("Eacute", "É"),
          Map.entry("Iacute", "Í"),
          Map.entry("Oacute", "Ó"),
          Map.entry("Uacute", "Ú"),
          Map.entry("Ntilde", "Ñ"),
          Map.entry("iquest", "¿"),
          Map.entry("iexcl", "¡"),
          Map.entry("euro", "€"),
          Map.entry("hellip", "…"),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("rsquo", "’"),
          Map.entry("laquo", "«"),
          Map.entry("raquo", "»"));

  static String of(String html) {
    StringBuilder text = new StringBuilder(html.length());
    for (int i = 0; i < html.length(); i++) {
      char c = html.charAt(i);
      if (c == '<' && i + 1 < html.length() && isTag(html.charAt(i + 1))) {
        int end = html.indexOf('>', i);
        if (end < 0) break;
        String name = name(html, i + 1, end);
        if (LINES.contains(name)) text.append('\n');
        i = UNSEEN.contains(name) ? behind(html, name, end) : end;
      } else if (c == '&') {
        int end = html.indexOf(';', i, Math.min(html.length(), i + 10));
        String entity = end > i ? decoded(html.substring(i + 1, end)) : "";
        text.append(entity.isEmpty() ? "&" : entity);
        if (!entity.isEmpty()) i = end;
      } else if (c != '\r' && c != '\n') {
        text.append(c);
      } else if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
        text.append(' ');
      }
    }
    StringBuilder lines = new StringBuilder(text.length());
    text.toString().lines().forEach(line -> add(lines, line.strip()));
    return lines.toString().strip();
  }

  /// Not more than one empty line.
  private static void add(StringBuilder lines, String line) {
    int end = lines.length();
    boolean twice = line.isEmpty() && end > 1 && lines.charAt(end - 2) == '\n';
    if (!twice) lines.append(line).append('\n');
  }

  private static boolean isTag(char c) {
    return c == '/' || c == '!' || Character.isLetter(c);
  }

  private static String name(String html, int from, int end) {
    int to = from + 1;
    while (to < end && Character.isLetterOrDigit(html.charAt(to))) to++;
    return html.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static int behind(String html, String name, int from) {
    int end = html.indexOf("</" + name, from);
    int close = end < 0 ? -1 : html.indexOf('>', end);
    return close < 0 ? html.length() : close;
  }

  private static String decoded(String entity) {
    if (!entity.startsWith("#")) return ENTITIES.getOrDefault(entity, "");
    boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
    try {
      int point = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(point) ? Character.toString(point) : "";
    } catch (NumberFormatException e) {
      return "";
    }
  }
}
