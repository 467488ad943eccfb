/** The form that incidents and judgements are kept in: JSON. */
@NullMarked
package com.umcloud.umha.core.document;

import org.jspecify.annotations.NullMarked;
