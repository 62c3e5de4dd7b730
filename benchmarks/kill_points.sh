#!/bin/sh
# Trainings of a small model that are killed with -9 until they end (KILLS, 40), and what a kill would leave of one
# at more moments (POINTS, 1000), each gone on with to the end: 0 corrupt checkpoints, 0 differing results expected.
# SEED (1) draws other moments. The last lines say how many.
set -eu
cd "$(dirname "$0")/.."
exec ./mvnw -o -q -B -Dfast -pl engine -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dit.test=KillPointsIT \
  -Dafina.kills="${KILLS:-40}" -Dafina.points="${POINTS:-1000}" -Dafina.seed="${SEED:-1}"
