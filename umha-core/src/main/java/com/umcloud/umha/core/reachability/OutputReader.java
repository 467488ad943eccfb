package com.umcloud.umha.core.reachability;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads what a program prints, on a thread of its own that ends with the program's output. A program that prints more
 * than can be meant is not read further and blocks until it is killed.
 */
final class OutputReader {
    static final int MOST_BYTES = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;

    OutputReader(InputStream stream, long processId) {
        thread = new Thread(() -> read(stream), "umha-output-of-" + processId);
        thread.setDaemon(true);
        thread.start();
    }

    /** The text so far; waits at most so long for the end of the output. */
    String awaitText(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[8192];
        try {
            int count = stream.read(buffer);
            while (count >= 0 && bytes.size() + count <= MOST_BYTES) {
                bytes.write(buffer, 0, count);
                count = stream.read(buffer);
            }
        } catch (IOException e) {
            // The stream was closed under the reader because the program was given up: what came so far stands.
        }
    }
}
