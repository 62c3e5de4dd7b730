package dev.afina.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.afina.core.Refused;
import dev.afina.model.Models;
import dev.afina.model.Surroundings;
import dev.afina.training.local.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at everything a training needs. It changes nothing but the cache.
final class Doctor {
  private Doctor() {}

  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final int CONNECT_MILLIS = 3000;

  /// All checks, in the order in which a training would need them.
  static List<Check> examine(Engine engine, Surroundings surroundings) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check.Java(
            System.getProperty("java.version"), Path.of(System.getProperty("java.home"))));
    checks.add(new Check.Cores(Runtime.getRuntime().availableProcessors()));
    checks.add(memory());
    checks.add(engine(engine));
    checks.add(Engine.isIsolated() ? new Check.Isolated() : new Check.NotIsolated());
    checks.add(cache(surroundings.cache()));
    checks.add(disk(surroundings.cache()));
    List<Models.AtHand> bases = new Models(surroundings).atHand();
    for (Models.AtHand base : bases) {
      checks.add(
          base.here()
              ? new Check.BaseHere(base.name(), base.place())
              : new Check.BaseAway(base.name(), base.bytes() / MEGA, base.places()));
    }
    boolean needed = bases.stream().noneMatch(Models.AtHand::here);
    checks.add(
        surroundings.offline() ? new Check.Offline(needed) : hub(surroundings.hub(), needed));
    return checks;
  }

  private static Check memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Check.Memory(system.getTotalMemorySize() / GIGA);
  }

  private static Check engine(Engine engine) {
    try {
      Engine.Machine machine = engine.machine();
      return new Check.Speed(
          machine.bf16(),
          machine.f32(),
          machine.numerics().dtype().name().toLowerCase(Locale.ROOT),
          machine.library());
    } catch (Refused refused) {
      return new Check.NoEngine(refused.facts().getFirst());
    }
  }

  private static Check cache(Path place) {
    try {
      Files.createDirectories(place);
      return Files.isWritable(place) ? new Check.CachePlace(place) : new Check.NoCache(place);
    } catch (IOException e) {
      return new Check.NoCache(place);
    }
  }

  private static Check disk(Path place) {
    Path there = place.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
    try {
      return new Check.Disk(there, Files.getFileStore(there).getUsableSpace() / GIGA);
    } catch (IOException e) {
      return new Check.NoCache(there);
    }
  }

  /// Whether the hub's host can be reached at all; what it would answer is the models' business.
  private static Check hub(URI hub, boolean needed) {
    int port = hub.getPort() > 0 ? hub.getPort() : hub.getScheme().equals("http") ? 80 : 443;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(hub.getHost(), port), CONNECT_MILLIS);
      return new Check.HubAnswers(hub.getHost());
    } catch (IOException e) {
      return new Check.HubSilent(hub.getHost(), needed);
    }
  }
}
