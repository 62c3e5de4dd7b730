package dev.afina.tokenizer.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.afina.core.Fact;
import dev.afina.core.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final InstantSource DAY =
      InstantSource.fixed(Instant.parse("2026-11-20T00:00:00Z"));
  private static final Map<String, Object> VALUES =
      Map.of("m", Map.of("role", "user", "n", 3), "l", List.of(3, 1, 2), "s", "ñandú 😊");

  /// What Python's Jinja 3.1 makes of each.
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "{{ 7 // 2 }} {{ -7 // 2 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }}¦3 -4 -2 3.5 1024 0.5",
        "{{ 1e16 }} {{ 1e15 }} {{ 0.0001 }} {{ 1e-5 }} {{ 100.0 }}¦1e+16 1000000000000000.0 0.0001 1e-05 100.0",
        "{{ s[-1] }}{{ s | length }}{{ s[::-1] }}¦😊7😊 údnañ",
        "{{ 'a-b c' | title }} {{ \"it's\".title() }}¦A-B C It'S",
        "{{ l | sort | join(',') }} {{ l | max }} {{ l | sum }} {{ l | reverse | list }}¦1,2,3 3 6 [2, 1, 3]",
        "{% for k, g in [{'a':1,'b':2},{'a':1,'b':3},{'a':2,'b':4}] | groupby('a') %}{{ k }}:{{ g | map(attribute='b') | join('+') }};{% endfor %}¦1:2+3;2:4;",
        "{{ '%05.1f|%-4s|%x' | format(3.14159, 'ab', 255) }}¦003.1|ab  |ff",
        "{{ 'a,b,c'.split(',', 1) }} {{ ' a  b '.split() }} {{ 'a,b,c'.rsplit(',', 1) }}¦['a', 'b,c'] ['a', 'b'] ['a,b', 'c']",
        "{{ not 1 == 2 }} {{ not s is string }} {{ 1 < 2 < 3 }}{{ 1 if 0 }}¦True False True",
        "{{ [1, 'a\"b', \"c'd\", none, true, (1,), {}] }}¦[1, 'a\"b', \"c'd\", None, True, (1,), {}]",
        "{% macro f() %}<{{ caller('a') }}>{% endmacro %}{% call(x) f() %}{{ x }}!{% endcall %}¦<a!>",
        "{% filter upper %}a{{ m.role }}{% endfilter %}¦AUSER",
        "{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}¦3False",
        "{% for i in [1, [2, [3]]] recursive %}{{ loop(i) if i is not number else i }}{% endfor %}¦123",
        "{% for i in range(5) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}¦012",
        "{% raw %}{{ x }}{% endraw %}¦{{ x }}",
        "{{ m['items'] is defined }} {{ m.get('zz') }} {{ 'n' in m }} {{ m | items | list | length }}¦True None True 2",
        "{{ {'b': 1, 'a': 'ñ'} | tojson(sort_keys=true, ensure_ascii=true) }}¦{\"a\": \"\\u00f1\", \"b\": 1}",
        "{{ 2.5 | round }} {{ 2.675 | round(2) }} {{ 3.7 | int }} {{ 'x' | int(5) }} {{ '1.5' | float }}¦2.0 2.67 3 5 1.5",
        "{{ strftime_now('%A %-d %B, %j') }} {{ strftime_now is defined }}¦Friday 20 November, 324 True",
        "{{ [1,2,3,4,5] | batch(2) | list }} {{ 'abc' | first }} {{ [] | first is defined }}¦[[1, 2], [3, 4], [5]] a False",
        "{{ 'a' ~ none ~ 1.0 ~ [1] }} {{ 'ab' * 2 }} {{ [0] * 3 }}¦aNone1.0[1] abab [0, 0, 0]",
        "{{ 'aXbX'.replace('X', '-', 1) }} {{ 'abc' | replace('b', '') }} {{ 'x'.join(['a', 'b']) }}¦a-bX ac axb",
      })
  void itComputesWhatPythonComputes(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected);
  }

  @Test
  void whiteSpaceAroundTagsIsRemovedAsTransformersHasItSetUp() {
    assertThat(render("a\n  {% if true %}\nb\n  {% endif %}\n  {{ 1 }}\n\n"))
        .isEqualTo("a\nb\n  1\n");
    assertThat(render("a \n {%- if true -%}\n b {%+ endif +%}\nc")).isEqualTo("ab \nc");
    assertThat(render("a {#- x -#} b\r\nc")).isEqualTo("ab\nc");
  }

  @Test
  void whatTheAssistantSaysIsMarked() {
    Rendered rendered =
        Template.parse("a{% generation %}b{{ m.role }}{% endgeneration %}c", "test")
            .render(VALUES, DAY);
    assertThat(rendered).isEqualTo(new Rendered("abuserc", List.of(new Rendered.Span(1, 6))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ m | attr('__class__') }}",
        "{{ raise_exception.__globals__ }}",
        "{{ l.append(4) }}",
        "{{ m.update({}) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
      })
  void whatNoTemplateMayHaveIsRefused(String template) {
    assertThat(refusal(template)).isInstanceOf(TemplateProblem.Unsafe.class);
  }

  /// Each would run for hours, or fill the memory.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for i in range(10**9) %}{% endfor %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 10**9 }}",
        "{{ [0] * 10**9 }}",
        "{% set ns = namespace(x='a') %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
        "{% set ns = namespace(x=1) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% for i in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ ('ab' * 99999).replace('a', 'b' * 99999) }}",
        "{{ 10 ** 100 }}",
        "{{ 'x' | center(10**9) }}",
        "{{ '%9999s' * 900 % () }}",
        "{{ l | tojson(indent=10**9) * 10**9 }}",
      })
  void whatWouldNeverEndIsRefusedSoon(String template) {
    long start = Clock.cpuNanos();
    assertThat(refusal(template))
        .isInstanceOfAny(TemplateProblem.TooMuch.class, TemplateProblem.Fails.class);
    assertThat((Clock.cpuNanos() - start) / 1e9).isLessThan(1);
  }

  @Test
  void deepNestingIsRefusedAndNotAStackOverflow() {
    for (String deep :
        List.of(
            "{{ " + "(".repeat(50_000) + ")".repeat(50_000) + " }}",
            "{{ " + "not ".repeat(50_000) + "1 }}",
            "{{ " + "-".repeat(50_000) + "1 }}",
            "{{ 1" + " + 1".repeat(50_000) + " }}",
            "{{ " + "[".repeat(50_000) + "]".repeat(50_000) + " }}",
            "{% if 1 %}".repeat(20_000),
            "{% if 1 %}" + "{% elif 1 %}".repeat(20_000) + "{% endif %}"))
      assertThat(refusal(deep)).isInstanceOf(TemplateProblem.TooMuch.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "a\\n{{ x ¦2¦}}¦end",
        "{% if x %}¦1¦{% elif | else | endif %}¦end",
        "{{ 1 + }}¦1¦expression¦}}",
        "{% fly %}¦1¦statement¦fly",
        "a\\nb\\n{{ (1] }}¦3¦)¦]",
        "{# x¦1¦#}¦{#",
        "{{ 'a }}¦1¦'¦end",
        "{% break %}¦1¦{% for %}¦break",
      })
  void aSyntaxErrorNamesTheLineAndWhatShouldStandThere(
      String template, int line, String expected, String found) {
    assertThat(refusal(template.replace("\\n", "\n")))
        .isEqualTo(new TemplateProblem.Syntax("test", line, expected, found));
  }

  @Test
  void whatFailsNamesTheLineAndThePythonReason() {
    assertThat(refusal("a\n{{ zz.x }}"))
        .isEqualTo(new TemplateProblem.Fails("test", 2, "'zz' is undefined"));
    assertThat(refusal("{{ 'a' + 1 }}"))
        .isEqualTo(
            new TemplateProblem.Fails("test", 1, "can only concatenate str (not \"int\") to str"));
  }

  private static String render(String template) {
    return Template.parse(template, "test").render(VALUES, DAY).text();
  }

  private static Fact refusal(String template) {
    Refused refused = catchThrowableOfType(Refused.class, () -> render(template));
    assertThat(refused).as(template).isNotNull();
    return refused.facts().getFirst();
  }
}
