package dev.afina.report;

import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// A page as the tree that the PDF library reads. A picture becomes one of its own there, which no
/// style sheet of the page reaches and whose size nobody computes: both are given to it.
final class Dom {
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final String SVG = "http://www.w3.org/2000/svg";

  private final Document document;
  private final String pictureCss;
  private final Map<String, int[]> pictureSizes;

  /// @param pictureSizes width and height in pixels, by the first of a picture's classes
  Dom(String pictureCss, Map<String, int[]> pictureSizes) {
    this.pictureCss = pictureCss;
    this.pictureSizes = pictureSizes;
    try {
      this.document = DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  Document of(Html page) {
    add(document, page, XHTML);
    return document;
  }

  private void add(Node parent, Html piece, String space) {
    switch (piece) {
      case Html.Text(String text) -> parent.appendChild(document.createTextNode(text));
      case Html.Many(List<Html> all) -> all.forEach(one -> add(parent, one, space));
      case Html.Style(String css) -> style(parent, css, space);
      case Html.Element element -> parent.appendChild(element(element, space));
    }
  }

  private Element element(Html.Element from, String outside) {
    boolean picture = from.name().equals("svg");
    String space = picture ? SVG : outside;
    Element made = document.createElementNS(space, from.name());
    from.attributes().forEach(made::setAttribute);
    if (picture && outside.equals(XHTML)) {
      int[] size = pictureSizes.get(made.getAttribute("class").split(" ")[0]);
      if (size == null) throw new IllegalStateException("a picture without size: " + from);
      made.setAttribute("width", String.valueOf(size[0]));
      made.setAttribute("height", String.valueOf(size[1]));
      style(made, pictureCss, SVG);
    }
    from.children().forEach(child -> add(made, child, space));
    return made;
  }

  private void style(Node parent, String css, String space) {
    Element style = document.createElementNS(space, "style");
    style.setAttribute("type", "text/css");
    style.appendChild(document.createTextNode(css));
    parent.appendChild(style);
  }
}
