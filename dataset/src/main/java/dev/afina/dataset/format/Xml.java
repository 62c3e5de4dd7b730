package dev.afina.dataset.format;

import dev.afina.dataset.text.Charsets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// XML from outside, read event by event. Document types and everything that lies outside of the
/// file are ignored.
final class Xml {
  private Xml() {}

  /// Where the first line, which may name the encoding, has long ended.
  private static final int HEAD = 1024;

  private static final Pattern DECLARED =
      Pattern.compile("\\A<\\?xml[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

  /// The JDK's parser decodes bytes itself, and prints to the error output where they are none of
  /// the encoding, whatever its caller does with the exception: so it is given letters.
  static XMLStreamReader reader(InputStream in) throws IOException, XMLStreamException {
    byte[] head = in.readNBytes(HEAD);
    Charset charset = charset(head);
    int mark = Charsets.mark(head, charset);
    InputStream all =
        new SequenceInputStream(new ByteArrayInputStream(head, mark, head.length - mark), in);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
    return factory.createXMLStreamReader(new Letters(all, charset));
  }

  /// What is wrong, without the parser's way of saying where.
  static String reason(Exception e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString()).strip();
    return message.substring(message.lastIndexOf('\n') + 1).replace("Message: ", "");
  }

  private static Charset charset(byte[] head) throws IOException {
    Charset wide = Charsets.wide(head);
    if (wide != null) return wide;
    int mark = Charsets.mark(head, StandardCharsets.UTF_8);
    String text = new String(head, mark, head.length - mark, StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED.matcher(text);
    if (!declared.find()) return StandardCharsets.UTF_8;
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException unknown) {
      throw new IOException("unknown encoding " + declared.group(1), unknown);
    }
  }

  /// Everything before a byte that is no letter is read before that is said.
  private static final class Letters extends Reader {
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 13).flip();
    private boolean ended;

    Letters(InputStream in, Charset charset) {
      this.in = in;
      this.decoder = charset.newDecoder();
    }

    @Override
    public int read(char[] to, int from, int count) throws IOException {
      CharBuffer letters = CharBuffer.wrap(to, from, count);
      while (true) {
        CoderResult result = decoder.decode(bytes, letters, ended);
        if (letters.position() > from) return letters.position() - from;
        if (!result.isUnderflow()) throw new IOException("no " + decoder.charset() + " text");
        if (ended) return -1;
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        ended = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
