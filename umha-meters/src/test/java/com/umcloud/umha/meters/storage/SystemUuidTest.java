package com.umcloud.umha.meters.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemUuidTest {
    @TempDir
    Path directory;

    @Test
    void isReadInLowerCase() throws Exception {
        Path file = Files.writeString(directory.resolve("uuid"), "4C4C4544-0051-3510-8052-B4C04F564433\n");
        assertThat(SystemUuid.read(file.toString())).contains("4c4c4544-0051-3510-8052-b4c04f564433");
    }

    @Test
    void whatIsNotThereOrNoUuidIsEmpty() throws Exception {
        Path file = Files.writeString(directory.resolve("uuid"), "Not Settable\n");
        assertThat(SystemUuid.read(file.toString())).isEmpty();
        assertThat(SystemUuid.read(directory.toString())).isEmpty();
        assertThat(SystemUuid.read(directory.resolve("missing").toString())).isEmpty();
        assertThat(SystemUuid.read("")).isEmpty();
        assertThat(SystemUuid.read("\0")).isEmpty();
    }
}
