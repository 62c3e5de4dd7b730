package dev.afina.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/// How much memory this process may have, and how much it had.
///
/// @param system the folder that is `/` on a machine
record Memory(Path system) {
  /// Limits above this are none.
  private static final long UNLIMITED = 1L << 50;

  static Memory ofThisMachine() {
    return new Memory(Path.of("/"));
  }

  /// What this process may have in all, in bytes: what it has, and what is free of the machine and
  /// of each group of processes that it belongs to
  /// ([cgroup](https://docs.kernel.org/admin-guide/cgroup-v2.html), in containers), whichever is
  /// less. What files occupy counts as free. Empty where the system does not tell.
  OptionalLong available() {
    List<Long> free = new ArrayList<>();
    field("proc/meminfo", "MemAvailable:").ifPresent(kibibytes -> free.add(kibibytes * 1024));
    for (String line : lines("proc/self/cgroup")) {
      String[] parts = line.split(":", 3); // number, controllers, path
      if (parts.length < 3) continue;
      if (parts[1].isEmpty())
        inGroups("sys/fs/cgroup", parts[2], "memory.max", "memory.current", "inactive_file", free);
      else if (List.of(parts[1].split(",")).contains("memory"))
        inGroups(
            "sys/fs/cgroup/memory",
            parts[2],
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
            free);
    }
    return free.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(Collections.min(free) + has("VmRSS:"));
  }

  /// The most memory this process had, in bytes; 0 where the system does not tell.
  long peak() {
    return has("VmHWM:");
  }

  private long has(String name) {
    return field("proc/self/status", name).orElse(0) * 1024;
  }

  /// A group may be limited, and so may each that it lies in. In a container the path is one of the
  /// machine outside and does not exist; the root is then the container's own group.
  private void inGroups(
      String root, String path, String limit, String used, String files, List<Long> free) {
    Path top = system.resolve(root);
    Path group = top.resolve(path.replaceFirst("^/+", "")).normalize();
    for (; group != null && group.startsWith(top); group = group.getParent()) {
      OptionalLong most = number(group.resolve(limit));
      OptionalLong now = number(group.resolve(used));
      if (most.isEmpty() || now.isEmpty() || most.getAsLong() > UNLIMITED) continue;
      String stat = system.relativize(group.resolve("memory.stat")).toString();
      free.add(Math.max(0, most.getAsLong() - now.getAsLong() + field(stat, files).orElse(0)));
    }
  }

  private static OptionalLong number(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException none) {
      return OptionalLong.empty(); // absent, or `max`
    }
  }

  /// The number behind a name, at the beginning of a line.
  private OptionalLong field(String file, String name) {
    return lines(file).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 1 && words[0].equals(name))
        .mapToLong(words -> Long.parseLong(words[1]))
        .findFirst();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(system.resolve(file));
    } catch (IOException none) {
      return List.of();
    }
  }
}
