package dev.afina.hosted;

import dev.afina.core.Fact;

/// Why a server's model cannot be asked. No key is ever part of it.
///
/// `server` is its address, `said` what it answered, as `HTTP 401 [code] message`.
public sealed interface HostedProblem extends Fact {

  /// @param written as a person wrote it, without users and queries
  record BadAddress(String written) implements HostedProblem {}

  /// What cannot be in a header.
  record BadKey(String variable) implements HostedProblem {}

  /// The key would go over a network for everybody to read.
  record KeyInClear(String server, String variable) implements HostedProblem {}

  /// `AFINA_OFFLINE` is set, and the server is not on this machine.
  record Offline(String server) implements HostedProblem {}

  record Unreachable(String server, String reason) implements HostedProblem {}

  record TooSlow(String server, long seconds) implements HostedProblem {}

  /// @param variable that a key is taken from
  /// @param withKey whether it was shown one
  record NotAllowed(String server, String said, String variable, boolean withKey)
      implements HostedProblem {}

  record NoSuchModel(String server, String model, String said) implements HostedProblem {}

  /// It was asked several times, as patiently as it wished.
  record Busy(String server, String said) implements HostedProblem {}

  /// There is no money left on the account: waiting does not help.
  record NoQuota(String server, String said) implements HostedProblem {}

  record Declined(String server, String said) implements HostedProblem {}

  /// @param found the beginning of what is no answer
  record BadAnswer(String server, String found) implements HostedProblem {}
}
