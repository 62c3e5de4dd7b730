#!/bin/sh
# The parts of the engine by JMH, with a real base: a block against the machine's own matrix products, a step without and
# with each lever, the decoder. Options are JMH's: benchmarks/parts.sh StepBenchmark -p dtype=BF16
# BASE is a GGUF file or a Hugging Face folder; without it the default base in Afina's cache.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/.mvn/jdk.sh"
cd "$here"
./mvnw -q -B -Dfast -DskipTests -Pbenchmarks -pl benchmarks -am package
base=${BASE:-$(ls "${AFINA_CACHE:-$HOME/.cache/afina}"/bases/*/SmolLM2-135M-Instruct*.gguf | head -1)}
OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
  --add-modules=jdk.incubator.vector --sun-misc-unsafe-memory-access=allow -Dafina.base="$base" \
  -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dorg.bytedeco.javacpp.maxBytes=0 \
  -cp "benchmarks/target/parts/*" org.openjdk.jmh.Main "$@"
