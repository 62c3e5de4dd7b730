package dev.afina.dataset.augment;

import dev.afina.core.About;
import dev.afina.core.Conversation;
import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.core.Message;
import dev.afina.core.Provenance;
import dev.afina.core.Role;
import dev.afina.dataset.alike.Seen;
import dev.afina.dataset.check.CheckPlan;
import dev.afina.dataset.split.Grouping;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/// More examples out of those there are: only what customers say is varied, never an answer, and a
/// variation belongs to the group of the conversation it was made of, so that no split ever tests
/// on a variation of what was learned.
///
/// What does not pass a gate is not kept: nothing changed, another length than 1 to 150 words, a
/// number gone or come, personal data that were not there, a question there is already.
public final class Augment {
  private static final int WORDS = 150;

  private final Set<Variation> variations;
  private final Random random;
  private final Seen questions = new Seen();
  private final Map<Variation, Integer> made = new EnumMap<>(Variation.class);
  private final Map<Gate, Integer> refused = new EnumMap<>(Gate.class);
  private int number;

  /// What a variation may fail at.
  public enum Gate {
    UNCHANGED,
    LENGTH,
    NUMBERS,
    PERSONAL,
    REPEATED
  }

  public Augment(Set<Variation> variations, long seed) {
    this.variations = Set.copyOf(variations);
    this.random = new Random(seed);
  }

  /// The originals with their variations behind each.
  public void each(List<Conversation> originals, Consumer<Conversation> out) {
    for (Conversation one : originals) questions.before(Grouping.asked(one), number++);
    for (Conversation one : originals) {
      Conversation parent = named(one);
      out.accept(parent);
      for (Variation variation : Variation.values())
        if (variations.contains(variation)) vary(parent, variation, out);
    }
  }

  private void vary(Conversation parent, Variation variation, Consumer<Conversation> out) {
    List<Message> messages = new ArrayList<>();
    for (Message message : parent.messages())
      messages.add(
          message.role() == Role.USER && !message.content().isBlank()
              ? message.withContent(variation.of(message.content(), random))
              : message);
    Conversation varied = parent.withMessages(messages);
    Gate failed = gate(parent, varied);
    if (failed != null) {
      refused.merge(failed, 1, Integer::sum);
      return;
    }
    About about = parent.about();
    String id = String.valueOf(about.id());
    out.accept(
        varied
            .withRatings(List.of()) // nobody rated this one
            .withAbout(
                about
                    .withId(id + "-" + variation.word())
                    .withProvenance(new Provenance.Varied(id, variation.word()))));
    made.merge(variation, 1, Integer::sum);
  }

  private @org.jspecify.annotations.Nullable Gate gate(Conversation parent, Conversation varied) {
    if (varied.messages().equals(parent.messages())) return Gate.UNCHANGED;
    for (int i = 0; i < parent.messages().size(); i++) {
      String before = parent.messages().get(i).content();
      String after = varied.messages().get(i).content();
      if (parent.messages().get(i).role() != Role.USER) continue;
      int words = after.isBlank() ? 0 : after.strip().split("\\s+").length;
      if (words < 1 || words > WORDS) return Gate.LENGTH;
      if (!digits(before).equals(digits(after))) return Gate.NUMBERS;
      if (CheckPlan.PERSONAL.in(after).size() > CheckPlan.PERSONAL.in(before).size())
        return Gate.PERSONAL;
    }
    boolean spelling = !Grouping.asked(varied).equals(Grouping.asked(parent));
    // Without accents and capitals it is the same question in its normal form, and that is the
    // point.
    return spelling && questions.before(Grouping.asked(varied), number++) >= 0
        ? Gate.REPEATED
        : null;
  }

  /// With an id and a group, which its variations inherit.
  private static Conversation named(Conversation one) {
    About about = one.about();
    String id = about.id();
    String own = id == null ? Digest.of(Json.line(one.messages())).brief() : id;
    String group = about.group();
    return one.withAbout(about.withId(own).withGroup(group == null ? own : group));
  }

  private static String digits(String text) {
    return text.replaceAll("\\D+", " ").strip();
  }

  /// How many each variation gave.
  public Map<Variation, Integer> made() {
    return Map.copyOf(made);
  }

  /// How many failed at each gate.
  public Map<Gate, Integer> refused() {
    return Map.copyOf(refused);
  }
}
