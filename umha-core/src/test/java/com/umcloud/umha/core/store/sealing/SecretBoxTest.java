package com.umcloud.umha.core.store.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.api.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    @TempDir
    Path directory;

    private Path keyFile;
    private SecretBox box;

    @BeforeEach
    void makeKey() {
        keyFile = directory.resolve("key");
        box = new SecretBox(keyFile);
        box.createKeyIfMissing();
    }

    @Test
    void opensWhatItSealed() {
        String sealed = box.seal(Secret.of("密码 💾"), "row 1");

        assertThat(sealed).matches("v1:[0-9a-f]{8}:[A-Za-z0-9+/=]+").doesNotContain("密码");
        assertThat(box.open(sealed, "row 1", "it")).isEqualTo(Secret.of("密码 💾"));
        assertThat(box.seal(Secret.of("密码 💾"), "row 1")).isNotEqualTo(sealed);
        assertThat(box.open(box.seal(Secret.none(), "x"), "x", "it")).isEqualTo(Secret.none());
    }

    @Test
    void anExistingKeyIsKept() throws IOException {
        String before = Files.readString(keyFile);
        box.createKeyIfMissing();
        assertThat(Files.readString(keyFile)).isEqualTo(before);
        assertThat(box.hasKey()).isTrue();
    }

    @Test
    void anotherContextOrAChangedTextDoesNotOpen() {
        String sealed = box.seal(Secret.of("hunter2"), "row 1");
        char[] changed = sealed.toCharArray();
        changed[20] = changed[20] == 'A' ? 'B' : 'A';

        for (String bad : new String[] {
            new String(changed),
            "",
            "hunter2",
            "v1:x",
            sealed.substring(0, 16),
            sealed + "!",
            sealed.replace("v1", "v2")
        }) {
            assertThatThrownBy(() -> box.open(bad, "row 1", "the password of node-1"))
                    .isInstanceOfSatisfying(
                            UmhaException.class, e -> assertThat(e.type()).isEqualTo(FailureType.CONFIGURATION))
                    .hasMessageContaining("the password of node-1")
                    .hasMessageNotContaining("hunter2");
        }
        assertThatThrownBy(() -> box.open(sealed, "row 2", "it")).hasMessageContaining("changed by hand");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> box.seal(Secret.of("x"), "row"))
                .hasMessageContaining("can be read or changed by others; chmod 600 " + keyFile);
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        for (String text : new String[] {"", "not base64 at all", "c2hvcnQ="}) {
            Files.writeString(keyFile, text);
            assertThatThrownBy(() -> box.seal(Secret.of("x"), "row"))
                    .hasMessageContaining("the key file " + keyFile + " is no key");
        }
        Files.delete(keyFile);
        assertThatThrownBy(() -> box.seal(Secret.of("x"), "row")).hasMessageContaining("is missing");
        assertThatThrownBy(() -> new SecretBox(keyFile.resolve("below")).open("v1:a:b", "row", "it"))
                .isInstanceOf(UmhaException.class);
    }
}
