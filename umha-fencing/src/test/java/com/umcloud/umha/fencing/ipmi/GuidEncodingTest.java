package com.umcloud.umha.fencing.ipmi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuidEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "SMBIOS, 33221100554477668899aabbccddeeff",
        "IPMI, ffeeddccbbaa99887766554433221100",
        "RFC4122, 00112233445566778899aabbccddeeff"
    })
    void theOrderOfTheBytes(GuidEncoding encoding, String bytes) {
        assertThat(encoding.read(HexFormat.of().parseHex(bytes)))
                .contains(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    }

    @ParameterizedTest
    @EnumSource
    void noUuid(GuidEncoding encoding) {
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(encoding.read(new byte[16])).isEmpty();
        assertThat(encoding.read(ones)).isEmpty();
        assertThat(encoding.read(new byte[15])).isEmpty();
    }

    @Test
    void theEncodingsDiffer() {
        byte[] bytes = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        assertThat(Arrays.stream(GuidEncoding.values()).map(encoding -> encoding.read(bytes)))
                .doesNotHaveDuplicates();
    }
}
