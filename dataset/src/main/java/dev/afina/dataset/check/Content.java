package dev.afina.dataset.check;

import dev.afina.core.Conversation;
import dev.afina.core.Message;
import dev.afina.core.Provenance;
import dev.afina.core.Recent;
import dev.afina.core.Role;
import dev.afina.dataset.Severity;
import dev.afina.dataset.check.Check.Look;
import dev.afina.dataset.measure.Languages;
import dev.afina.dataset.personal.PersonalData;
import dev.afina.dataset.personal.PersonalKind;
import dev.afina.dataset.personal.Pseudonyms;
import dev.afina.dataset.text.Openings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Looks at what one conversation says.
public final class Content {
  private Content() {}

  /// Personal data and secrets; the repair puts consistent placeholders in their place.
  ///
  /// @param severity an error where the data would leave this machine
  public static EachCheck personal(PersonalData personal, Severity severity) {
    Recent<List<PersonalData.Found>> instructions = new Recent<>(personal::in);
    return EachCheck.of(
        Look.PERSONAL,
        (one, findings) -> {
          Set<PersonalKind> kinds = EnumSet.noneOf(PersonalKind.class);
          int places = 0;
          for (Message message : one.value().messages()) {
            String said = message.content();
            List<PersonalData.Found> found =
                message.role() == Role.SYSTEM ? instructions.of(said) : personal.in(said);
            for (PersonalData.Found place : found) kinds.add(place.kind());
            places += found.size();
          }
          if (places > 0)
            findings.accept(
                Finding.of(
                        new QualityProblem.PersonalFound(
                            one.file(), one.line(), List.copyOf(kinds), places))
                    .severity(severity)
                    .rewrite(one.value(), said -> pseudonymised(said, personal)));
        });
  }

  public static Conversation pseudonymised(Conversation conversation, PersonalData personal) {
    Pseudonyms pseudonyms = new Pseudonyms(personal);
    List<Message> messages = new ArrayList<>();
    for (Message message : conversation.messages())
      messages.add(message.withContent(pseudonyms.in(message.content())));
    return conversation.withMessages(messages);
  }

  /// Conversations of another language than all should have.
  public static EachCheck language(Languages languages, String expected) {
    return new EachCheck() {
      @Override
      public void check(Looked one, java.util.function.Consumer<Finding> findings) {
        String spoken =
            one.value().messages().stream()
                .filter(message -> message.role() == Role.USER || message.role() == Role.ASSISTANT)
                .map(Message::content)
                .collect(Collectors.joining("\n"));
        languages
            .other(spoken, expected)
            .ifPresent(found ->
                findings.accept(
                    Finding.of(
                        new QualityProblem.OtherLanguage(
                            one.file(), one.line(), found, expected))));
      }

      @Override
      public Cost cost() {
        return new Cost(Look.LANGUAGE, 1000, 1000);
      }
    };
  }

  /// «tú» and «usted» in one answer.
  public static EachCheck register() {
    return (one, findings) -> {
      List<Message> messages = one.value().messages();
      for (int i = 0; i < messages.size(); i++)
        if (messages.get(i).role() == Role.ASSISTANT && one.address(i).mixed())
          findings.accept(
              Finding.of(new QualityProblem.MixedRegister(one.file(), one.line(), i + 1)));
    };
  }

  private static final Openings BEFORE =
      new Openings(
          "com,lo ,el ,la ,seg,ver,que,en ,as ,lik,see,in ,the,sam",
          "(?iu)(?<!\\p{L})(?:como (?:te|le|os|les) (?:dije|comenté|decía|expliqué|mencioné|indiqué)"
              + "|como ya (?:te|le) (?:dije|comenté)|lo que (?:me )?(?:dijiste|dijo usted|comentaste|comentamos)"
              + "|(?:el|la|lo) (?:mismo|misma) (?:de|que) (?:antes|ayer)|lo de (?:antes|ayer)|seguimos con lo de"
              + "|como hablamos|según lo hablado|ver (?:el )?adjunto|(?:como|que) (?:te|le) adjunt[ée]"
              + "|como (?:puede|puedes) ver en la (?:imagen|captura)|en mi (?:mensaje|correo) anterior"
              + "|as i (?:said|mentioned|told you)|like i said|as (?:we )?discussed|see (?:the )?attach\\p{L}+"
              + "|in my (?:last|previous) (?:message|mail|email)|(?:the )?same as before|as per our (?:call|conversation))"
              + "(?!\\p{L})");

  /// The first thing said speaks of something earlier: what a model cannot see, it cannot learn to
  /// answer.
  public static EachCheck context() {
    return (one, findings) -> {
      for (Message message : one.value().messages()) {
        if (message.role() == Role.SYSTEM) continue;
        if (message.role() == Role.USER)
          BEFORE
              .first(message.content())
              .ifPresent(words ->
                  findings.accept(
                      Finding.of(
                          new QualityProblem.MissingContext(one.file(), one.line(), words))));
        return;
      }
    };
  }

  /// The tag of a conversation whose customer agreed, and of one who did not.
  public static final String CONSENT = "consent";

  public static final String NO_CONSENT = "no-consent";

  /// Conversations people had need their consent; those written for the purpose do not.
  ///
  /// @param demanded a conversation without any word on it counts as one without consent
  public static EachCheck consent(boolean demanded) {
    return (one, findings) -> {
      List<String> tags = one.value().about().tags();
      boolean made = one.value().about().provenance() instanceof Provenance.Varied;
      boolean missing = demanded && !made && !tags.contains(CONSENT);
      if (missing || tags.contains(NO_CONSENT))
        findings.accept(Finding.of(new QualityProblem.NoConsent(one.file(), one.line())).omit());
    };
  }

  /// Longer than a model reads. A token stands for at least one byte, so only texts with more bytes
  /// than that are counted.
  ///
  /// @param tokens the exact count of the model's own tokenizer
  public static EachCheck length(ToIntFunction<Conversation> tokens, int limit) {
    return (one, findings) -> {
      int most = 0;
      for (Message message : one.value().messages())
        most += 3 * message.content().length() + PER_MESSAGE;
      if (most <= limit) return;
      int count = tokens.applyAsInt(one.value());
      if (count > limit)
        findings.accept(
            Finding.of(new QualityProblem.TooLong(one.file(), one.line(), count, limit)));
    };
  }

  /// More than any template puts around a message.
  private static final int PER_MESSAGE = 64;
}
