package dev.afina.report;

/// What an element of a page is made of: attributes and what is in it.
sealed interface Part permits Html, Part.Attribute {

  record Attribute(String name, String value) implements Part {}
}
