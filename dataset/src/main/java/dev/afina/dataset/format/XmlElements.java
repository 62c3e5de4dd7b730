package dev.afina.dataset.format;

import dev.afina.dataset.DatasetProblem;
import dev.afina.dataset.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Certain elements of a long XML file, one in memory at a time.
final class XmlElements {

  sealed interface Found {}

  record Whole(int line, Element element) implements Found {}

  record Broken(int line, DatasetProblem problem) implements Found {}

  /// @param text its own, without that of its children
  record Element(
      String name, Map<String, String> attributes, List<Element> children, StringBuilder text) {

    /// The first of these that is an attribute, or a child with a text.
    @Nullable String value(String... names) {
      for (String name : names) {
        String attribute = attributes.get(name);
        if (attribute != null) return attribute;
        for (Element child : children)
          if (child.name().equalsIgnoreCase(name) && child.children().isEmpty())
            return child.text().toString().strip();
      }
      return null;
    }
  }

  /// Elements in elements; deeper is a way to exhaust the stack.
  private static final int DEPTH = 50;

  private final String file;
  private final Set<String> names;
  private final InputStream in;
  private @Nullable XMLStreamReader xml;
  private boolean done;
  private boolean any;

  XmlElements(Source source, Set<String> names) {
    this.file = source.name();
    this.names = names;
    this.in = source.open();
  }

  @Nullable Found next() {
    if (done) return null;
    try {
      XMLStreamReader reader = xml;
      if (reader == null) xml = reader = Xml.reader(in);
      while (reader.hasNext())
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && names.contains(reader.getLocalName().toLowerCase(Locale.ROOT))) {
          any = true;
          int line = Math.max(1, reader.getLocation().getLineNumber());
          Element element = element(reader, 0, new int[] {Lines.LIMIT});
          return element == null
              ? new Broken(line, new DatasetProblem.LineTooLong(file, line, Lines.LIMIT))
              : new Whole(line, element);
        }
      done = true;
      return any ? null : new Broken(1, new DatasetProblem.NoRows(file));
    } catch (IOException | XMLStreamException | RuntimeException e) {
      done = true;
      int line =
          e instanceof XMLStreamException broken && broken.getLocation() != null
              ? Math.max(1, broken.getLocation().getLineNumber())
              : 1;
      return new Broken(line, new DatasetProblem.BrokenXml(file, line, Xml.reason(e)));
    }
  }

  /// The element that begins here; read to its end, but `null` if it is larger than `left` letters.
  private static @Nullable Element element(XMLStreamReader reader, int depth, int[] left)
      throws XMLStreamException {
    if (depth > DEPTH) throw new XMLStreamException("elements are nested too deeply");
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++)
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    Element element =
        new Element(reader.getLocalName(), attributes, new ArrayList<>(), new StringBuilder());
    left[0] -= 64; // What an element takes beside its text.
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        Element child = element(reader, depth + 1, left);
        if (child != null && left[0] > 0) element.children().add(child);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return left[0] > 0 ? element : null;
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        left[0] -= reader.getTextLength();
        if (left[0] > 0) element.text().append(reader.getText());
      }
    }
    return null;
  }

  void close() {
    try {
      if (xml != null) xml.close();
      in.close();
    } catch (XMLStreamException | IOException e) {
      throw new IllegalStateException("a file that was read is closed", e);
    }
  }
}
