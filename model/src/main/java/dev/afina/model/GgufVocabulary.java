package dev.afina.model;

import dev.afina.core.Refused;
import dev.afina.tokenizer.BytePairs;
import dev.afina.tokenizer.SentencePieces;
import dev.afina.tokenizer.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Writes a vocabulary and the chat template into a GGUF file: the way back of [GgufTokens].
///
/// @param rows of the model's embedding; llama.cpp wants a token for each
record GgufVocabulary(GgufWriter file, Base base, int rows) {

  void write() {
    Vocabulary vocabulary = base.vocabulary();
    List<String> tokens = new ArrayList<>(vocabulary.tokens());
    for (int id = tokens.size(); id < rows; id++) tokens.add(Vocabulary.unused(id));
    int[] kinds = kinds(vocabulary);
    switch (vocabulary) {
      case BytePairs pairs -> {
        // llama.cpp puts a space in front of SentencePiece's texts only.
        if (pairs.spaceFirst())
          throw new Refused(
              new ModelProblem.NotInGguf(base.place(), base.architecture().family()));
        file.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", pairs.split());
        file.texts("tokenizer.ggml.merges", pairs.merges());
      }
      case SentencePieces pieces -> {
        file.text("tokenizer.ggml.model", "llama");
        file.truth("tokenizer.ggml.add_space_prefix", pieces.spaceFirst());
        file.reals("tokenizer.ggml.scores", scores(pieces));
        kinds[pieces.unknown()] = GgufTokens.UNKNOWN;
        for (int id = 0; id < pieces.size(); id++)
          if (tokens.get(id).matches("<0x[0-9A-F]{2}>")) kinds[id] = GgufTokens.BYTE;
      }
    }
    file.texts("tokenizer.ggml.tokens", tokens);
    file.wholes("tokenizer.ggml.token_type", kinds);
    parts(tokens);
    file.text("tokenizer.chat_template", base.template().text());
  }

  private int[] kinds(Vocabulary vocabulary) {
    int[] kinds = new int[rows];
    Arrays.fill(kinds, GgufTokens.NORMAL);
    for (int id = 0; id < rows; id++)
      if (id >= vocabulary.size() || vocabulary.tokens().get(id).equals(Vocabulary.unused(id)))
        kinds[id] = GgufTokens.UNUSED;
    for (int id : vocabulary.named().special()) kinds[id] = GgufTokens.CONTROL;
    for (int id : vocabulary.named().added()) kinds[id] = GgufTokens.ADDED;
    return kinds;
  }

  private float[] scores(SentencePieces pieces) {
    float[] scores = new float[rows];
    for (int id = 0; id < pieces.size(); id++) scores[id] = (float) pieces.pieces().get(id).score();
    return scores;
  }

  /// The tokens with a part to play. What the makers say ends an answer goes before what the
  /// tokenizer calls the end.
  private void parts(List<String> tokens) {
    Map<String, String> named = base.template().tokens();
    part("bos", tokens.indexOf(named.get("bos_token")));
    List<Integer> ends = base.ends();
    part("eos", ends.isEmpty() ? tokens.indexOf(named.get("eos_token")) : ends.getFirst());
    if (ends.size() > 1) part("eot", ends.get(1));
    part("unknown", tokens.indexOf(named.get("unk_token")));
    int padding = base.architecture().ends().padding();
    part("padding", padding >= 0 ? padding : tokens.indexOf(named.get("pad_token")));
    file.truth("tokenizer.ggml.add_bos_token", base.beginsTexts());
    file.truth("tokenizer.ggml.add_eos_token", false);
  }

  private void part(String name, int id) {
    if (id >= 0) file.whole("tokenizer.ggml." + name + "_token_id", id);
  }
}
