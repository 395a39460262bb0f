using System.Numerics;
using System.Runtime.InteropServices;

namespace LstmGen;

/// <summary>An update rule: one vector of parameters, its gradient and two vectors of state.</summary>
internal interface IUpdateRule
{
    /// <summary>Vectors of state that the rule uses, 0 to 2.</summary>
    static abstract int Slots { get; }

    /// <summary>
    /// Only +, −, ×, ÷ and the square root, which are exactly rounded, so that the width of <see cref="Vector{T}"/> changes no bit.
    /// </summary>
    void Invoke(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}

/// <summary>Runs an update rule over whole vectors; the last, partial one goes through the same code on padded copies.</summary>
internal static class ElementWise
{
    /// <summary>Applies the rule to every element.</summary>
    public static void Run<TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        int width = Vector<float>.Count;
        int whole = parameters.Length - (parameters.Length % width);
        Vectors(rule, parameters[..whole], gradient[..whole], first, second);

        int rest = parameters.Length - whole;
        if (rest == 0) return;
        Span<float> p = stackalloc float[width], g = stackalloc float[width], a = stackalloc float[width], b = stackalloc float[width];
        p.Clear();
        g.Clear();
        a.Clear();
        b.Clear();
        parameters[whole..].CopyTo(p);
        gradient[whole..].CopyTo(g);
        if (TRule.Slots > 0) first[whole..].CopyTo(a);
        if (TRule.Slots > 1) second[whole..].CopyTo(b);
        Vectors(rule, p, g, a, b);
        p[..rest].CopyTo(parameters[whole..]);
        if (TRule.Slots > 0) a[..rest].CopyTo(first[whole..]);
        if (TRule.Slots > 1) b[..rest].CopyTo(second[whole..]);
    }

    private static void Vectors<TRule>(TRule rule, Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        if (TRule.Slots > 0) first = first[..parameters.Length];
        if (TRule.Slots > 1) second = second[..parameters.Length];
        ref float parameterStart = ref MemoryMarshal.GetReference(parameters);
        ref float gradientStart = ref MemoryMarshal.GetReference(gradient);
        ref float firstStart = ref MemoryMarshal.GetReference(first);
        ref float secondStart = ref MemoryMarshal.GetReference(second);
        for (nuint i = 0; i < (nuint)parameters.Length; i += (nuint)Vector<float>.Count)
        {
            Vector<float> p = Vector.LoadUnsafe(ref parameterStart, i);
            Vector<float> a = TRule.Slots > 0 ? Vector.LoadUnsafe(ref firstStart, i) : default;
            Vector<float> b = TRule.Slots > 1 ? Vector.LoadUnsafe(ref secondStart, i) : default;
            rule.Invoke(ref p, Vector.LoadUnsafe(ref gradientStart, i), ref a, ref b);
            p.StoreUnsafe(ref parameterStart, i);
            if (TRule.Slots > 0) a.StoreUnsafe(ref firstStart, i);
            if (TRule.Slots > 1) b.StoreUnsafe(ref secondStart, i);
        }
    }
}
