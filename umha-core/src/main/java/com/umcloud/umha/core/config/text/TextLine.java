package com.umcloud.umha.core.config.text;

/**
 * One line of a text file.
 *
 * @param number from 1
 * @param text the line without its end
 */
public record TextLine(int number, String text) {}
