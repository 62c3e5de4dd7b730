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
  private final Map<String, Frame> frames;

  /// A picture's size in pixels, and how much room its words need around it.
  record Frame(int left, int top, int width, int height, int right, int bottom) {}

  /// @param frames by the first of a picture's classes
  Dom(String pictureCss, Map<String, Frame> frames) {
    this.pictureCss = pictureCss;
    this.frames = frames;
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
    boolean picture = from.name().equals("svg") && outside.equals(XHTML);
    Element made = document.createElementNS(picture ? SVG : outside, from.name());
    from.attributes().forEach(made::setAttribute);
    from.children().forEach(child -> add(made, child, picture ? SVG : outside));
    return picture ? framed(made) : made;
  }

  /// Percentages are of the inner picture; words may stand in the frame around it.
  private Element framed(Element picture) {
    Frame frame = frames.get(picture.getAttribute("class").split(" ")[0]);
    if (frame == null)
      throw new IllegalStateException("no frame for " + picture.getAttribute("class"));
    Element outer = document.createElementNS(SVG, "svg");
    outer.setAttribute("width", String.valueOf(frame.left() + frame.width() + frame.right()));
    outer.setAttribute("height", String.valueOf(frame.top() + frame.height() + frame.bottom()));
    style(outer, pictureCss, SVG);
    picture.setAttribute("x", String.valueOf(frame.left()));
    picture.setAttribute("y", String.valueOf(frame.top()));
    picture.setAttribute("width", String.valueOf(frame.width()));
    picture.setAttribute("height", String.valueOf(frame.height()));
    picture.setAttribute("overflow", "visible");
    outer.appendChild(picture);
    return outer;
  }

  private void style(Node parent, String css, String space) {
    Element style = document.createElementNS(space, "style");
    style.setAttribute("type", "text/css");
    style.appendChild(document.createTextNode(css));
    parent.appendChild(style);
  }
}
