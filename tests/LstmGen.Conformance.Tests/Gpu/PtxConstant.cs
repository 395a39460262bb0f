using System.Globalization;

namespace LstmGen.Conformance.Gpu;

/// <summary>Constants in instructions.</summary>
internal static class PtxConstant
{
    /// <summary>The bits of one.</summary>
    /// <param name="word">As it stands in the text.</param>
    /// <param name="kind">What the instruction takes there, as in <see cref="PtxTable"/>.</param>
    public static ulong Parse(string word, char kind)
    {
        bool isFloat = word.StartsWith("0f", StringComparison.Ordinal) || word.StartsWith("0F", StringComparison.Ordinal);
        bool isDouble = word.StartsWith("0d", StringComparison.Ordinal) || word.StartsWith("0D", StringComparison.Ordinal);
        if (isFloat && word.Length == 10 && kind is 'f' or 'b') return uint.Parse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (isDouble && word.Length == 18 && kind is 'd' or 'B') return ulong.Parse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (kind is 'f' or 'd' or 'p' or 'a' || isFloat || isDouble) throw new PtxException($"{word} is no constant that the instruction takes there");
        bool wide = kind is 'U' or 'B';
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && ulong.TryParse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hexadecimal)
            && (wide || hexadecimal <= uint.MaxValue))
        {
            return hexadecimal;
        }

        if (!Int128.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 value)) throw new PtxException($"{word} is no constant");
        if (value < (wide ? long.MinValue : int.MinValue) || value > (wide ? (Int128)ulong.MaxValue : uint.MaxValue)) throw new PtxException($"{word} does not fit {(wide ? 64 : 32)} bits");
        return wide ? unchecked((ulong)(Int128)value) : unchecked((uint)(long)value);
    }
}
