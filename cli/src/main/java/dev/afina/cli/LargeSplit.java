package dev.afina.cli;

import dev.afina.core.Digest;
import dev.afina.core.Json;
import dev.afina.dataset.ConversationFormat;
import dev.afina.dataset.Reading;
import dev.afina.dataset.Scale;
import dev.afina.dataset.format.ChatFormat;
import dev.afina.dataset.split.Division;
import dev.afina.dataset.split.Manifest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Divides a file of any size by the hash of each conversation's group, in the memory of one
/// conversation: the file is read once for each part. Questions that are almost the same are not
/// kept together; `data check --against` finds them.
record LargeSplit(Division division, Path out, Call call) {

  int write(DataFile data) {
    Set<Division.Part> wanted = EnumSet.allOf(Division.Part.class);
    if (division.test() == 0) wanted.remove(Division.Part.TEST);
    TreeMap<String, Manifest.Contents> files = new TreeMap<>();
    for (Division.Part part : wanted) {
      String name = part.name().toLowerCase(Locale.ROOT) + ".jsonl";
      int[] written = {0};
      new Output(out.resolve(name).toString(), call)
          .write(stream -> {
            try (Stream<Reading> readings = data.readings();
                ConversationFormat.Writer writer = new ChatFormat(true, Scale.STARS).to(stream)) {
              for (Reading reading : (Iterable<Reading>) readings::iterator)
                if (reading instanceof Reading.Good good
                    && division.byHash(good.conversation()) == part
                    && writer.write(good.conversation())) written[0]++;
            }
          });
      files.put(name, new Manifest.Contents(Digest.of(out.resolve(name)), written[0]));
    }
    int all = files.values().stream().mapToInt(Manifest.Contents::conversations).sum();
    Json.write(out.resolve("manifest.json"), new ByHash(division, all, files));
    if (call.json()) call.json(Map.of("conversations", all, "files", files));
    else
      files.forEach((name, contents) ->
          call.screen.paragraph(
              "  ", out.resolve(name) + "  " + call.texts.number(contents.conversations())));
    return Exit.DONE;
  }

  /// What it takes to do it again; which line went where follows from it.
  private record ByHash(
      Division division, int conversations, Map<String, Manifest.Contents> files) {}
}
