package dev.afina.dataset.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;

/// The texts that the cells of a workbook share. They are in memory, so a workbook with more than
/// [#LIMIT] letters of them is refused.
final class SharedTexts {
  private SharedTexts() {}

  static final int LIMIT = 64 << 20;

  private static final Pattern NAME = Pattern.compile("(?i).*/sharedStrings\\.xml");

  static List<String> of(OPCPackage workbook) throws IOException, XMLStreamException {
    List<String> texts = new ArrayList<>();
    for (PackagePart part : workbook.getPartsByName(NAME))
      try (InputStream in = part.getInputStream()) {
        read(Xml.reader(in), texts);
      }
    return texts;
  }

  private static void read(XMLStreamReader xml, List<String> texts)
      throws IOException, XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean counts = false;
    int reading = 0; // Inside of a phonetic reading, which is no part of the text.
    long left = LIMIT;
    while (xml.hasNext()) {
      int event = xml.next();
      boolean starts = event == XMLStreamConstants.START_ELEMENT;
      if (event == XMLStreamConstants.CHARACTERS && counts) {
        text.append(xml.getText());
        left -= xml.getTextLength();
        if (left < 0) throw new IOException("more than " + LIMIT + " letters of text");
      }
      if (!starts && event != XMLStreamConstants.END_ELEMENT) continue;
      String name = xml.getLocalName();
      if (name.equals("rPh")) reading += starts ? 1 : -1;
      counts = starts && name.equals("t") && reading == 0;
      if (!name.equals("si")) continue;
      if (!starts) texts.add(text.toString());
      text.setLength(0);
    }
  }
}
