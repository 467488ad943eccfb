package com.umcloud.umha.core.pipeline;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads Ceilometer's pipeline file ({@code pipeline_ha.yaml}). */
public final class PipelineFile {
    private PipelineFile() {}

    /**
     * Reads the file. Called on the thread that starts the agent or applies a new configuration.
     *
     * @param defaultPort for publishers that name none: {@code [collector] udp_port}
     * @throws UmhaException of type CONFIGURATION if the file cannot be read or used; the message holds every problem with
     *     file and line
     */
    public static Pipeline read(Path file, int defaultPort) {
        return parse(text(file), file.toString(), defaultPort);
    }

    /**
     * Reads the file's text.
     *
     * @param place how messages call the file
     */
    static Pipeline parse(String text, String place, int defaultPort) {
        return new PipelineReader(place, defaultPort).read(text);
    }

    private static String text(Path file) {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(YamlDocument.MOST_CHARACTERS + 1);
        } catch (NoSuchFileException e) {
            throw unusable(file, "does not exist; check [DEFAULT] pipeline_cfg_file", e);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length > YamlDocument.MOST_CHARACTERS) {
            throw unusable(
                    file, "is larger than " + YamlDocument.MOST_CHARACTERS + " bytes; is it the right file?", null);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw unusable(file, "is not UTF-8; save it in that encoding", e);
        }
    }

    private static UmhaException unusable(Path file, String reason, @Nullable Throwable cause) {
        return new UmhaException(FailureType.CONFIGURATION, "the pipeline file " + file + " " + reason, cause);
    }
}
