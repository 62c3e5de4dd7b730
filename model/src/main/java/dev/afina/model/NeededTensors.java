package dev.afina.model;

import dev.afina.core.Refused;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// The tensors of a file that an architecture needs, under the architecture's names.
final class NeededTensors implements ModelFile {

  /// Programs that save a model without its head leave this out of GPT-2's names.
  private static final String OFTEN_MISSING = "transformer.";

  private final ModelFile file;

  /// Our name to the file's, in the order of the file.
  private final SequencedMap<String, String> names = new LinkedHashMap<>();

  /// @throws Refused with a [ModelProblem] naming the first tensor that is missing, does not fit or
  ///   is not known
  NeededTensors(ModelFile file, Architecture architecture, Path place) {
    this.file = file;
    Map<String, List<Long>> needed = architecture.tensors();
    for (String name : file.names()) {
      String ours = needed.containsKey(name) ? name : OFTEN_MISSING + name;
      if (needed.containsKey(ours)) names.put(ours, name);
      else if (!isIdle(name, architecture))
        throw new Refused(new ModelProblem.UnexpectedTensor(place, name));
    }
    needed.forEach((name, shape) -> {
      if (!names.containsKey(name)) throw new Refused(new ModelProblem.MissingTensor(place, name));
      List<Long> found = shape(name);
      if (!found.equals(shape))
        throw new Refused(
            new ModelProblem.WrongShape(place, name, shape.toString(), found.toString()));
    });
  }

  /// Tensors that some programs write and none needs: the head of a model whose head is its
  /// embedding, rotary frequencies, which follow from their base, and GPT-2's masks.
  private static boolean isIdle(String name, Architecture architecture) {
    boolean head = name.equals(architecture.names().head() + ".weight");
    return (head && architecture.ends().tiedHead())
        || name.endsWith(".rotary_emb.inv_freq")
        || name.matches("(transformer\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)");
  }

  @Override
  public SequencedSet<String> names() {
    return names.sequencedKeySet();
  }

  @Override
  public List<Long> shape(String name) {
    return file.shape(theirs(name));
  }

  @Override
  public void read(String name, MemorySegment target) {
    file.read(theirs(name), target);
  }

  @Override
  public @Nullable StoredRows stored(String name) {
    return file.stored(theirs(name));
  }

  private String theirs(String name) {
    String theirs = names.get(name);
    if (theirs == null) throw new IllegalArgumentException("no tensor " + name);
    return theirs;
  }

  @Override
  public void close() {
    file.close();
  }
}
