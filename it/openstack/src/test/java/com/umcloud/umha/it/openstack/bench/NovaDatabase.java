package com.umcloud.umha.it.openstack.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One long-lived client of the cell's database: a question costs the cloud a fraction of a millisecond, a call of the API a
 * tenth of a second. One thread uses it.
 */
final class NovaDatabase implements AutoCloseable {
    private static final String END = "end-of-answer";

    private final Process client;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /** @param stateDirectory of the running cloud */
    NovaDatabase(Path stateDirectory) {
        try {
            client = new ProcessBuilder(
                            "mariadb",
                            "--no-defaults",
                            "--socket=" + stateDirectory.resolve("mariadb").resolve("socket"),
                            "--user=root",
                            "--skip-column-names",
                            "--batch",
                            "--unbuffered",
                            "nova_cell1")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new BufferedWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8));
        answers = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The rows of a SELECT; a column without value is the text NULL. */
    List<List<String>> rows(String select) {
        try {
            questions.write(select + ";\nSELECT '" + END + "';\n");
            questions.flush();
            List<List<String>> rows = new ArrayList<>();
            while (true) {
                String line = answers.readLine();
                if (line == null) {
                    throw new IllegalStateException("the client of Nova's database ended, asked: " + select);
                }
                if (line.equals(END)) {
                    return rows;
                }
                rows.add(List.of(line.split("\t", -1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.destroy();
    }
}
