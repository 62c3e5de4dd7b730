package dev.afina.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afina.core.Refused;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Test
  void anAddressIsAServerAndAModel() {
    Address address = Address.of("http://localhost:11434/v1/#meta/llama:8b");
    assertThat(address.server()).isEqualTo(URI.create("http://localhost:11434/v1"));
    assertThat(address.model()).isEqualTo("meta/llama:8b");
    assertThat(address.isHere()).isTrue();
    assertThat(address).hasToString("http://localhost:11434/v1#meta/llama:8b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:11434/v1",
        "http://localhost:11434/v1#",
        "https://ana:secreto@api.example.com/v1#m",
        "https://api.example.com/v1?key=secreto#m",
        "https:///v1#m",
        "http://a b/v1#m"
      })
  void whatIsNoneIsRefusedWithoutTellingSecrets(String written) {
    Refused refused = catchThrowableOfType(Refused.class, () -> Address.of(written));
    assertThat(refused.facts().getFirst()).isInstanceOf(HostedProblem.BadAddress.class);
    assertThat(refused.facts().getFirst().toString()).doesNotContain("secreto");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1#gpt-4.1, OPENAI_API_KEY",
    "https://API.OpenAI.com/v1#gpt-4.1, OPENAI_API_KEY",
    "https://tienda.openai.azure.com/openai/v1#juez, AZURE_OPENAI_KEY",
    "https://api.openai.com.example.org/v1#gpt-4.1, AFINA_HOSTED_KEY",
    "http://localhost:8000/v1#m, AFINA_HOSTED_KEY"
  })
  void noServerIsShownAnotherOnesKey(String written, String variable) {
    assertThat(Address.of(written).service().variable()).isEqualTo(variable);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":null}}', [t] m",
    "'{\"error\":\"no such model\"}', no such model",
    "'{\"error\":\"{\\\"error\\\":{\\\"code\\\":\\\"c\\\",\\\"message\\\":\\\"m\\\",\\\"param\\\":\\\"p\\\"}}\"}', [c] m (param: p)",
    "'{\"message\":\"m\"}', m",
    "Bad Gateway, Bad Gateway"
  })
  void aComplaintComesInManyForms(String body, String said) {
    assertThat(Complaint.of(body)).hasToString(said);
  }
}
