using System.Globalization;

namespace LstmGen.Generator.Gpu;

/// <summary>The library's activation functions, instruction by instruction as LstmGen.Numerics has them, so that they give its bits. Tests hold both together.</summary>
internal static class PtxMath
{
    private const float Rounder = 12_582_912f;
    private const float Log2E = 1.44269502f;
    private const float Ln2 = 0.693147182f;
    private const float LowestExponent = -88f;
    private const float HighestExponent = 88.37f;
    private const float Exponential2 = 0.5f;
    private const float Exponential3 = 0.16666539f;
    private const float Exponential4 = 0.041666612f;
    private const float Exponential5 = 0.0083670998f;
    private const float Exponential6 = 0.00139176194f;

    /// <summary>2^(j/8), less j·2²⁰, as LstmGen.Numerics.Eighths has it.</summary>
    public static int[] Eighths { get; } = [0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7];

    /// <summary>A float as PTX writes it: its bits.</summary>
    public static string Of(float value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        return "0f" + BitConverter.ToUInt32(bytes, 0).ToString("X8", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a function reads the table.</summary>
    public static bool ReadsTable(string function) => function == nameof(Sigmoid);

    /// <summary>φ(x).</summary>
    /// <param name="kernel">That it is written to.</param>
    /// <param name="function">A member of LstmGen.Activation.</param>
    /// <param name="x">A register.</param>
    /// <param name="constant">The number that φ has; null where it is as by default.</param>
    /// <returns>A register.</returns>
    public static string Value(PtxKernel kernel, string function, string x, double? constant = null) => function switch
    {
        "Linear" => x,
        nameof(Sigmoid) => Sigmoid(kernel, x),
        "Tanh" => Tanh(kernel, x),
        "Relu" => Select(kernel, "lt", x, 0f, Of(0f), x),
        "LeakyRelu" => Select(kernel, "gt", x, 0f, x, Multiply(kernel, x, Of((float)(constant ?? 0.2f)))),
        "Elu" => Elu(kernel, x, constant),
        "Softplus" => Softplus(kernel, x),
        "Softsign" => Softsign(kernel, x),
        "HardSigmoid" => Clip(kernel, x, 1f / 6f),
        "LegacyHardSigmoid" => Clip(kernel, x, 0.2f),
        _ => throw new InvalidOperationException($"Expected an activation that the GPU has, but got {function}."),
    };

    /// <summary>The slope of φ where it has the value y.</summary>
    public static string Slope(PtxKernel kernel, string function, string y, double? constant = null)
    {
        switch (function)
        {
            case "Linear":
                return Of(1f);
            case nameof(Sigmoid):
                return Multiply(kernel, y, Subtract(kernel, Of(1f), y));
            case "Tanh":
                return Fma(kernel, Negate(kernel, y), y, Of(1f));
            case "Relu":
                return Select(kernel, "gt", y, 0f, Of(1f), Of(0f));
            case "LeakyRelu":
                return Select(kernel, "gt", y, 0f, Of(1f), Of((float)(constant ?? 0.2f)));
            case "Elu":
                return Select(kernel, "gt", y, 0f, Of(1f), Add(kernel, y, Of((float)(constant ?? 1f))));
            case "Softplus":
                return Negate(kernel, Expm1(kernel, Negate(kernel, y)));
            case "Softsign":
                string rest = Subtract(kernel, Of(1f), Absolute(kernel, y));
                return Multiply(kernel, rest, rest);
            default:
                string steepness = Of(function == "HardSigmoid" ? 1f / 6f : 0.2f);
                return Select(kernel, "gt", y, 0f, Select(kernel, "lt", y, 1f, steepness, Of(0f)), Of(0f));
        }
    }

    public static string Fma(PtxKernel kernel, string a, string b, string c) => New(kernel, $"fma.rn.f32 {{0}}, {a}, {b}, {c}");

    public static string Multiply(PtxKernel kernel, string a, string b) => New(kernel, $"mul.rn.f32 {{0}}, {a}, {b}");

    public static string Add(PtxKernel kernel, string a, string b) => New(kernel, $"add.rn.f32 {{0}}, {a}, {b}");

    public static string Subtract(PtxKernel kernel, string a, string b) => New(kernel, $"sub.rn.f32 {{0}}, {a}, {b}");

    public static string Divide(PtxKernel kernel, string a, string b) => New(kernel, $"div.rn.f32 {{0}}, {a}, {b}");

    private static string Negate(PtxKernel kernel, string a) => New(kernel, $"neg.f32 {{0}}, {a}");

    private static string Absolute(PtxKernel kernel, string a) => New(kernel, $"abs.f32 {{0}}, {a}");

    private static string Most(PtxKernel kernel, string a, float b) => New(kernel, $"min.NaN.f32 {{0}}, {a}, {Of(b)}");

    private static string Least(PtxKernel kernel, string a, float b) => New(kernel, $"max.NaN.f32 {{0}}, {a}, {Of(b)}");

    private static string Select(PtxKernel kernel, string comparison, string x, float than, string yes, string no)
    {
        string predicate = kernel.Predicate();
        kernel.Do($"setp.{comparison}.f32 {predicate}, {x}, {Of(than)}");
        return New(kernel, $"selp.f32 {{0}}, {yes}, {no}, {predicate}");
    }

    private static string New(PtxKernel kernel, string instruction)
    {
        string result = kernel.Float();
        kernel.Do(string.Format(CultureInfo.InvariantCulture, instruction, result));
        return result;
    }

    private static string Bits(PtxKernel kernel, string x)
    {
        string word = kernel.Word();
        kernel.Do($"mov.b32 {word}, {x}");
        return word;
    }

    private static string FromBits(PtxKernel kernel, string word) => New(kernel, $"mov.b32 {{0}}, {word}");

    /// <summary>2^k for the whole number whose bits are the lowest of a sum's.</summary>
    private static string Scale(PtxKernel kernel, string shifted) =>
        FromBits(kernel, kernel.Op("add.u32", kernel.Op("shl.b32", Bits(kernel, shifted), 23), 0x3F80_0000));

    private static string Sigmoid(PtxKernel kernel, string x)
    {
        const float rounder = 0.125f * Rounder;
        string z = Most(kernel, Least(kernel, x, -88.7f), 44f);
        string shifted = Fma(kernel, z, Of(-Log2E), Of(rounder));
        string r = Fma(kernel, Subtract(kernel, shifted, Of(rounder)), Of(Ln2), z);
        string w = Fma(kernel, Multiply(kernel, r, r), Fma(kernel, r, Of(0.166682318f), Of(-0.500064790f)), r);
        string k = Bits(kernel, shifted);
        string place = kernel.Op("shl.b32", kernel.Op("and.b32", k, 7), 2), table = kernel.Word(), entry = kernel.Word();
        kernel.Do($"mov.u32 {table}, smem");
        kernel.Do($"add.u32 {table}, {table}, {place}");
        kernel.Do($"ld.shared.u32 {entry}, [{table}]");
        string power = FromBits(kernel, kernel.Op("add.u32", kernel.Op("shl.b32", k, 20), entry));
        return Divide(kernel, Of(1f), Fma(kernel, power, Subtract(kernel, Of(1f), w), Of(1f)));
    }

    private static string Tanh(PtxKernel kernel, string x)
    {
        const float rounder = 0.5f * Rounder;
        string z = Most(kernel, Absolute(kernel, x), -0.5f * LowestExponent);
        string shifted = Fma(kernel, z, Of(-Log2E), Of(rounder));
        string r = Fma(kernel, Subtract(kernel, shifted, Of(rounder)), Of(Ln2), z);
        string square = Multiply(kernel, r, r);
        string p = Fma(kernel, square, Of(-32f * Exponential6), Fma(kernel, r, Of(16f * Exponential5), Of(-8f * Exponential4)));
        p = Fma(kernel, square, p, Fma(kernel, r, Of(4f * Exponential3), Of(-2f * Exponential2)));
        string w = Fma(kernel, square, p, r);
        string scale = Scale(kernel, shifted);
        string m = Fma(kernel, scale, w, Fma(kernel, scale, Of(-0.5f), Of(0.5f)));
        string quotient = Divide(kernel, m, Subtract(kernel, Of(1f), m));
        return New(kernel, $"copysign.f32 {{0}}, {x}, {quotient}");
    }

    private static (string W, string Scale) Split(PtxKernel kernel, string x)
    {
        string shifted = Fma(kernel, x, Of(Log2E), Of(Rounder));
        string r = Fma(kernel, Subtract(kernel, shifted, Of(Rounder)), Of(-Ln2), x);
        string p = Fma(kernel, r, Of(Exponential6), Of(Exponential5));
        p = Fma(kernel, r, p, Of(Exponential4));
        p = Fma(kernel, r, p, Of(Exponential3));
        p = Fma(kernel, r, p, Of(Exponential2));
        return (Fma(kernel, Multiply(kernel, r, r), p, r), Scale(kernel, shifted));
    }

    private static string Expm1(PtxKernel kernel, string x)
    {
        (string w, string scale) = Split(kernel, Most(kernel, Least(kernel, x, LowestExponent), HighestExponent));
        return Fma(kernel, scale, w, Subtract(kernel, scale, Of(1f)));
    }

    private static string Elu(PtxKernel kernel, string x, double? alpha)
    {
        string below = Expm1(kernel, x);
        return Select(kernel, "gt", x, 0f, x, alpha is { } value ? Multiply(kernel, below, Of((float)value)) : below);
    }

    private static string Softplus(PtxKernel kernel, string x)
    {
        (string w, string scale) = Split(kernel, Least(kernel, Negate(kernel, Absolute(kernel, x)), LowestExponent));
        string e = Fma(kernel, scale, w, scale);
        string t = Divide(kernel, e, Add(kernel, e, Of(2f)));
        string square = Multiply(kernel, t, t);
        string p = Fma(kernel, square, Of(0.242452711f), Of(0.214438841f));
        p = Fma(kernel, square, p, Of(0.286152124f));
        p = Fma(kernel, square, p, Of(0.399989486f));
        p = Fma(kernel, square, p, Of(0.666666746f));
        p = Fma(kernel, square, p, Of(2f));
        return Fma(kernel, t, p, Least(kernel, x, 0f));
    }

    private static string Softsign(PtxKernel kernel, string x)
    {
        const float limit = 33_554_432f;
        string low = Select(kernel, "lt", x, -limit, Of(-limit), x);
        string held = Select(kernel, "gt", low, limit, Of(limit), low);
        return Divide(kernel, held, Add(kernel, Of(1f), Absolute(kernel, held)));
    }

    private static string Clip(PtxKernel kernel, string x, float steepness)
    {
        string y = Fma(kernel, x, Of(steepness), Of(0.5f));
        string low = Select(kernel, "lt", y, 0f, Of(0f), y);
        return Select(kernel, "gt", low, 1f, Of(1f), low);
    }
}
