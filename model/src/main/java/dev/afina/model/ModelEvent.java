package dev.afina.model;

import dev.afina.core.Fact;
import java.nio.file.Path;

/// What happens while a base model is fetched.
public sealed interface ModelEvent extends Fact {

  /// A place is asked.
  record Trying(String place) implements ModelEvent {}

  /// Something came.
  ///
  /// @param bytes received so far, those of an earlier attempt included
  /// @param total 0 where unknown
  record Downloading(String place, long bytes, long total) implements ModelEvent {}

  /// A place could not give the file; the next one is asked.
  ///
  /// @param detail what was seen: a status, a digest, a program's last words; may be empty
  record PlaceFailed(String place, PlaceFault fault, String detail) implements ModelEvent {}

  /// A place has much to do, and is asked again after a while.
  record Patience(String place, long seconds) implements ModelEvent {}

  /// Another process fetches the same file; this one waits for it.
  record Waiting(String name) implements ModelEvent {}

  /// The environment says that no place may be asked.
  record Offline(String name) implements ModelEvent {}

  /// The file is here and its digest is right.
  ///
  /// @param place where it came from
  record Ready(String name, String place, Path file) implements ModelEvent {}

  /// Why a place failed.
  enum PlaceFault {
    /// No connection, or a connection that broke again and again.
    UNREACHABLE,
    /// Nothing more came for a while.
    STALLED,
    /// It answered, but not with the file.
    REFUSED,
    /// Only for those whom it knows, or who have agreed to the licence.
    NOT_ALLOWED,
    /// There is no such file, repository or revision.
    NOT_THERE,
    /// It has too much to do.
    BUSY,
    /// It gave other bytes than expected.
    WRONG_BYTES,
    /// The program that would fetch it is not on this machine.
    NO_PROGRAM,
    /// That program ended with an error.
    PROGRAM_FAILED
  }
}
