package dev.afina.project;

import dev.afina.dataset.cost.MachineHour;
import dev.afina.dataset.cost.PriceFile;
import dev.afina.dataset.cost.PriceFile.Answers;
import dev.afina.evaluation.comparing.JudgeReport.Bill;
import dev.afina.evaluation.grading.Spent;
import dev.afina.hosted.Address;
import dev.afina.hosted.Service;
import java.util.Optional;

/// What answers cost.
sealed interface Tariff {
  /// @return nothing said of dollars where no price is known
  Bill bill(Spent spent);

  /// On one's own machine.
  ///
  /// @param hour nothing unless somebody said what it costs
  /// @param asOf date of the price file
  record Hourly(Optional<MachineHour> hour, String asOf) implements Tariff {
    static Hourly of(PriceFile prices) {
      return new Hourly(Optional.ofNullable(prices.machineHour()), prices.asOf());
    }

    @Override
    public Bill bill(Spent spent) {
      return new Bill(spent, true, hour.map(one -> one.of(spent.seconds())), asOf);
    }
  }

  /// At a server.
  ///
  /// @param price nothing if it is not in the file
  record ByTokens(Optional<Answers> price, String asOf) implements Tariff {
    @Override
    public Bill bill(Spent spent) {
      return new Bill(
          spent, false, price.map(one -> one.dollars(spent.read(), spent.written())), asOf);
    }
  }

  /// A server on this machine costs what this machine costs.
  static Tariff of(Address address, PriceFile prices) {
    if (address.isHere()) return Hourly.of(prices);
    String provider =
        address.service() == Service.OTHER ? address.host() : address.service().word();
    return new ByTokens(prices.answersOf(provider, address.model()), prices.asOf());
  }
}
