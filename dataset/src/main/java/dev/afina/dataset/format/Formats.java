package dev.afina.dataset.format;

import dev.afina.core.FileProblem;
import dev.afina.core.Refused;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.ImportOptions;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Every format there is, and which of them a file is in. A new one is a class and its line here.
public final class Formats {
  private Formats() {}

  public static List<ConversationFormat> all(ImportOptions options) {
    List<ConversationFormat> all = new ArrayList<>();
    all.add(new ChatFormat(true, options.scale()));
    all.add(new ChatFormat(false, options.scale()));
    all.add(new PairFormat(false));
    all.add(new PairFormat(true));
    all.add(new ShareGptFormat());
    all.add(new AlpacaFormat());
    all.add(ExampleFormat.labels(options.scale()));
    all.add(ExampleFormat.prompts(options.scale()));
    all.add(new IntentsFormat());
    all.add(new CsvFormat(options));
    all.add(new ExcelFormat(options));
    all.add(new XmlFormat(options));
    all.add(new WhatsAppFormat(options));
    all.add(new ZendeskFormat());
    all.add(new IntercomFormat());
    if (options.mapping() != null) all.add(new MappedFormat(options.mapping(), options.scale()));
    return all;
  }

  public static List<String> words() {
    return all(ImportOptions.NONE).stream().map(ConversationFormat::word).toList();
  }

  public static List<String> writable() {
    return all(ImportOptions.NONE).stream()
        .filter(ConversationFormat.Writable.class::isInstance)
        .map(ConversationFormat::word)
        .toList();
  }

  public static Optional<ConversationFormat> named(String word, ImportOptions options) {
    return all(options).stream().filter(format -> format.word().equals(word)).findFirst();
  }

  /// The format a file is in, by how it begins and what it is called. A mapping says that its shape
  /// is foreign.
  ///
  /// @throws Refused if it looks like none of them
  public static ConversationFormat of(Source source, ImportOptions options) {
    String word = options.mapping() != null ? "mapped" : word(source);
    return named(word, options)
        .orElseThrow(() -> new Refused(new DatasetProblem.UnknownFormat(source.name(), words())));
  }

  private static final int PEEKED = 1 << 16;

  private static String word(Source source) {
    byte[] head = head(source);
    String name = source.name().toLowerCase(Locale.ROOT);
    if (startsWith(head, 'P', 'K')) return name.endsWith(".zip") ? "whatsapp" : "excel";
    if (startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) return "excel";
    // Zeros of UTF-16 are passed over: only ASCII is looked for.
    String text = new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
    String begin =
        text.replaceFirst("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "").stripLeading();
    if (begin.startsWith("{") || begin.startsWith("[") && !begin.matches("(?s)\\[\\d.*"))
      return json(begin);
    if (begin.startsWith("<")) return "xml";
    if (WhatsAppFormat.looksLike(begin)) return "whatsapp";
    boolean table = name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt");
    boolean divided = Pattern.compile("^[^\n]*[,;\t|]").matcher(begin).find();
    return table || divided ? "csv" : "";
  }

  private static String json(String text) {
    if (has(text, "preferred_output") || has(text, "non_preferred_output")) return "dpo";
    if (has(text, "preferred_completion") || has(text, "chosen", "rejected")) return "dpo";
    if (has(text, "conversation_parts") || has(text, "source", "conversation_rating"))
      return "intercom";
    if (has(text, "comments") && (has(text, "requester_id") || has(text, "satisfaction_rating")))
      return "zendesk";
    if (has(text, "conversations") && has(text, "from", "value")) return "sharegpt";
    if (has(text, "messages") || has(text, "turns")) return "afina";
    if (has(text, "instruction", "output")) return "alpaca";
    if (has(text, "prompt", "completion") || has(text, "prompt", "response")) return "prompts";
    boolean object =
        text.startsWith("{") && !Pattern.compile("^\\{[^\n]*\\}\\s*\n").matcher(text).find();
    boolean sentence = has(text, "text") || has(text, "texto") || has(text, "query");
    boolean label =
        has(text, "label")
            || has(text, "intent")
            || has(text, "etiqueta")
            || has(text, "intención");
    if (sentence && label && !object) return "labels";
    return text.startsWith("{") ? "intents" : sentence && label ? "labels" : "";
  }

  /// Whether files of this form are made to be uploaded to a hosted provider.
  public static boolean isForProviders(ConversationFormat format) {
    return format.word().equals("openai") || format.word().equals("dpo");
  }

  /// Whether all of these are names of members somewhere in it.
  private static boolean has(String text, String... names) {
    return Arrays.stream(names).allMatch(name -> hasOne(text, name));
  }

  private static boolean hasOne(String text, String name) {
    byte[] quoted = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
    String wanted = new String(quoted, StandardCharsets.ISO_8859_1);
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int next = at + wanted.length();
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) next++;
      if (next < text.length() && text.charAt(next) == ':') return true;
    }
    return false;
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    if (head.length < bytes.length) return false;
    for (int i = 0; i < bytes.length; i++) if ((head[i] & 0xff) != bytes[i]) return false;
    return true;
  }

  private static byte[] head(Source source) {
    try (InputStream in = source.open()) {
      return in.readNBytes(PEEKED);
    } catch (IOException e) {
      throw FileProblem.reading(Path.of(source.name()), e);
    }
  }
}
