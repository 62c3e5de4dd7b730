package dev.afina.tokenizer;

import dev.afina.core.Message;
import dev.afina.core.Role;
import java.util.List;

/// `<|im_start|>role\ntext<|im_end|>\n` for each message.
///
/// @param defaultSystem what is said as the system when a conversation does not begin with a system
///   message; empty if nothing is
record ChatMl(String defaultSystem) implements ChatTemplate {

  @Override
  public String render(List<Message> messages, boolean open) {
    StringBuilder text = new StringBuilder();
    boolean spoken = messages.isEmpty() || messages.getFirst().role() == Role.SYSTEM;
    if (!spoken && !defaultSystem.isEmpty()) turn(text, "system", defaultSystem);
    for (Message message : messages) turn(text, message.role().word(), message.content());
    if (open) text.append("<|im_start|>assistant\n");
    return text.toString();
  }

  @Override
  public String endOfTurn() {
    return "<|im_end|>";
  }

  private static void turn(StringBuilder text, String role, String content) {
    text.append("<|im_start|>").append(role).append('\n');
    text.append(content).append("<|im_end|>\n");
  }
}
