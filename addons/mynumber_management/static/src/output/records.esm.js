// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

const LINE_FEED = 10;

/** The index behind the line feed that ends the `count`th line from `start` on. */
function endOfLines(bytes, start, count) {
    let end = start;
    for (let line = 0; line < count && end < bytes.length; line++) {
        const found = bytes.indexOf(LINE_FEED, end);
        end = found < 0 ? bytes.length : found + 1;
    }
    return end;
}

/**
 * Join the parts of a file and cut it into files of at most `records` lines.
 *
 * No second byte of Shift_JIS is a line feed, so lines are found without decoding.
 *
 * @param {{bytes: Uint8Array}[]} parts in their order
 * @param {Number} records lines in one file
 * @returns {Uint8Array[]} one for each file; they share memory, see `wipe`
 */
export function joinRecords(parts, records) {
    const size = parts.reduce((sum, {bytes}) => sum + bytes.length, 0);
    const whole = new Uint8Array(size);
    let place = 0;
    for (const {bytes} of parts) {
        whole.set(bytes, place);
        place += bytes.length;
    }
    const files = [];
    for (let start = 0; start < size; ) {
        const end = endOfLines(whole, start, records);
        files.push(whole.subarray(start, end));
        start = end;
    }
    return files;
}
