package com.umcloud.umha.core.config.ini;

import static org.assertj.core.api.Assertions.assertThat;

import com.umcloud.umha.core.config.problem.ConfigurationProblem;
import com.umcloud.umha.core.config.problem.ProblemList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IniReaderTest {
    @TempDir
    private Path directory;

    private final ProblemList problems = new ProblemList();

    static Stream<Arguments> osloRules() {
        return Stream.of(
                Arguments.of("a = 1", "a=1"),
                Arguments.of("a=1", "a=1"),
                Arguments.of("a: 1", "a=1"),
                Arguments.of("a = b:c", "a=b:c"),
                Arguments.of("a : b=c", "a=b=c"),
                Arguments.of("a = 1 # no comment", "a=1 # no comment"),
                Arguments.of("a = 1 ; no comment", "a=1 ; no comment"),
                Arguments.of("# a = 1\n; b = 2\nc = 3", "c=3"),
                Arguments.of("a =", "a="),
                Arguments.of("a =   \t ", "a="),
                Arguments.of("a = ' b '", "a= b "),
                Arguments.of("a = \"b\"", "a=b"),
                Arguments.of("a = \"b'", "a=\"b'"),
                Arguments.of("a = 'b' 'c'", "a=b' 'c"),
                Arguments.of("a = '", "a="),
                Arguments.of("a = 1\n  2\n\t3", "a=1\n2\n3"),
                Arguments.of("a = 1\n  # still the value", "a=1\n# still the value"),
                Arguments.of("a =\n  1\n  2", "a=\n1\n2"),
                Arguments.of("a = 1\r\nb = 2\r\n", "a=1|b=2"),
                Arguments.of("a = 1\rb = 2", "a=1|b=2"),
                Arguments.of("a = 1\na = 2", "a=1|a=2"),
                Arguments.of("a = %(b)s 50%", "a=%(b)s 50%"),
                Arguments.of("a = $b", "a=$b"),
                Arguments.of("a = \\n", "a=\\n"),
                Arguments.of("key with blanks = 1", "key with blanks=1"),
                Arguments.of("a = UMHA高可用告警", "a=UMHA高可用告警"),
                Arguments.of("a\u00a0=\u00a01\u3000", "a=1"));
    }

    @ParameterizedTest
    @MethodSource("osloRules")
    void readsAsOsloConfigDoes(String text, String expected) throws IOException {
        IniFile file = read("[s]\n" + text);

        assertThat(problems.all()).isEmpty();
        assertThat(file.entries().stream().map(entry -> entry.key() + "=" + entry.value()))
                .containsExactly(expected.split("\\|", -1));
    }

    @Test
    void keepsThePlaceOfEveryEntry() throws IOException {
        IniFile file = read("# head\n[one]\n\na = 1\n\n[two]\nb = 2\n  3\nc = 4\n[one]\nd = 5\n");

        assertThat(file.entries())
                .extracting(IniEntry::section, IniEntry::key, IniEntry::line)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", "a", 4),
                        org.assertj.core.groups.Tuple.tuple("two", "b", 7),
                        org.assertj.core.groups.Tuple.tuple("two", "c", 9),
                        org.assertj.core.groups.Tuple.tuple("one", "d", 11));
        assertThat(file.sections())
                .containsExactly(new IniSection(2, "one"), new IniSection(6, "two"), new IniSection(10, "one"));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("[s]\nno setting here", 2, "the line is no setting"),
                Arguments.of("[s]\n= 1", 2, "there is no key before the ="),
                Arguments.of("[s]\n: 1", 2, "there is no key before the :"),
                Arguments.of("a = 1", 1, "the key a stands before any section"),
                Arguments.of("[s\na = 1", 1, "a section is not written so"),
                Arguments.of("[]\na = 1", 1, "a section is not written so"),
                Arguments.of("[s] # comment\na = 1", 1, "a section is not written so"),
                Arguments.of("[s]\n  a = 1", 2, "an indented line continues the value above it, and there is none"),
                Arguments.of(
                        "[s]\na = 1\n\n  2", 4, "an indented line continues the value above it, and there is none"),
                Arguments.of(
                        "[s]\na = 1\n# c\n  2", 4, "an indented line continues the value above it, and there is none"),
                Arguments.of("\ufeff[s]\na = 1", 1, "the file starts with a byte order mark"),
                Arguments.of("[s]\na = 1\0", 2, "the line holds a zero byte"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsAMistakeWithItsLineAndARemedy(String text, int line, String message) throws IOException {
        read(text);

        assertThat(problems.all()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.origin().line()).isEqualTo(line);
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.remedy()).isNotEmpty();
        });
    }

    @Test
    void tellsAllMistakesAndReadsTheRest() throws IOException {
        IniFile file = read("x = 0\n[s\n[s]\nwrong\na = 1\n= 2\nb = 3\n");

        assertThat(problems.all())
                .extracting(problem -> problem.origin().line())
                .containsExactly(1, 2, 4, 6);
        assertThat(file.entries()).extracting(IniEntry::key).containsExactly("a", "b");
    }

    @Test
    void namesEachLineThatIsNotUtf8() throws IOException {
        Path path = directory.resolve("latin.conf");
        Files.write(path, "[s]\na = caf\u00e9\nb = 1\nc = \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));

        IniFile file = IniReader.read(path, problems);

        assertThat(problems.all())
                .extracting(ConfigurationProblem::text)
                .containsExactly(
                        "ERROR " + path + ":2: the line is not UTF-8; save the file as UTF-8",
                        "ERROR " + path + ":4: the line is not UTF-8; save the file as UTF-8");
        assertThat(file.entries()).extracting(IniEntry::key).containsExactly("b");
    }

    @Test
    void tellsWhatIsNoReadableFile() throws IOException {
        Path large = directory.resolve("large.conf");
        Files.write(large, new byte[(4 << 20) + 1]);

        for (Path path : List.of(directory.resolve("missing.conf"), directory, large)) {
            assertThat(IniReader.read(path, problems).entries()).isEmpty();
        }

        assertThat(problems.all())
                .extracting(ConfigurationProblem::message)
                .containsExactly("there is no such file", "is a directory", "is larger than 4194304 bytes");
    }

    @Test
    void anEntryPrintsWithoutItsValue() {
        assertThat(new IniEntry(Path.of("f"), 3, "auth", "password", "hidden").toString())
                .isEqualTo("f:3: [auth] password");
    }

    private IniFile read(String text) throws IOException {
        Path path = directory.resolve("test.conf");
        Files.writeString(path, text);
        return IniReader.read(path, problems);
    }
}
