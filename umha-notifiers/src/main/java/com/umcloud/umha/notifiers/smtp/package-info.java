/** Telling by mail: one message per notification, handed to the operator's mail server. */
@NullMarked
package com.umcloud.umha.notifiers.smtp;

import org.jspecify.annotations.NullMarked;
