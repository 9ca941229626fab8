// Copyright 2026 My Number Management contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

const KANA = /^[\u3041-\u3096\u309d\u309e\u30a1-\u30fe\uff66-\uff9f]+$/;
const UNFINISHED = /[a-zA-Zａ-ｚＡ-Ｚ]+$/;

function toKatakana(text) {
    return text
        .normalize("NFKC")
        .replace(/[\u3041-\u3096\u309d\u309e]/g, (kana) =>
            String.fromCharCode(kana.charCodeAt(0) + 0x60)
        );
}

/**
 * The reading of what an input method composes.
 *
 * Invariant: the reading consists of kana the person typed; nothing is derived from
 * kanji. A piece whose kana were never seen adds nothing.
 */
export class KanaCapture {
    reading = "";
    piece = "";

    /** What was captured belongs to a text that is no longer there. */
    forget() {
        this.reading = "";
        this.piece = "";
    }

    start() {
        this.piece = "";
    }

    /**
     * @param {String} text what the input method shows just now: kana, kana with the
     *     first letters of the next one, or kanji
     */
    update(text) {
        const kana = text.replace(UNFINISHED, "");
        if (KANA.test(kana)) {
            this.piece = kana;
        }
    }

    /**
     * @param {String} text what the input method puts into the field; empty if given up
     * @returns {Boolean} whether the reading grew
     */
    end(text) {
        const kana = KANA.test(text) ? text : this.piece;
        this.piece = "";
        if (!text || !kana) {
            return false;
        }
        this.reading += toKatakana(kana);
        return true;
    }
}
