package dev.afina.dataset.split;

import dev.afina.core.Digest;
import java.util.List;
import java.util.SortedMap;

/// How files were divided, stored beside them: enough to do it again and to see whether it still
/// holds.
///
/// @param source digest of what was divided
/// @param conversations of it, in `groups` that were kept together
/// @param files each part's file with what is in it
/// @param lines of the source, for each part
public record Manifest(
    Digest source,
    Division division,
    int conversations,
    int groups,
    SortedMap<String, Contents> files,
    SortedMap<String, List<Integer>> lines) {

  public record Contents(Digest digest, int conversations) {}
}
