#!/bin/sh
# Trainings of a small model that are killed again and again, until they end: 0 corrupt checkpoints, 0 differing
# results expected. KILLS (1000) and SEED (1) may be set. The last lines say how many; about a second a kill.
set -eu
cd "$(dirname "$0")/.."
exec ./mvnw -o -q -B -Dfast -pl engine -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dit.test=KillPointsIT \
  -Dafina.kills="${KILLS:-1000}" -Dafina.seed="${SEED:-1}"
