using System.ComponentModel;
using LstmGen.Runtime;

namespace LstmGen;

// What models of token ids have beside the calls that take floats. Called by generated members.
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code: ids as a window, whose length is theirs.</summary>
    /// <param name="tokens">Whole steps, at least one and at most LookBack.</param>
    /// <exception cref="ArgumentException">There are none, or too many, or one is out of its range: its position and value are named.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TokenWindow RentTokens(ReadOnlySpan<int> tokens)
    {
        ModelDescription d = Description;
        if (tokens.IsEmpty || tokens.Length > d.InputSize || tokens.Length % d.Features != 0)
        {
            throw new ArgumentException(
                $"{d.Name} reads 1 to {d.LookBack} steps of {Count(d.Features, "token")}; {Count(tokens.Length, "token")} came" +
                (tokens.Length > d.InputSize ? ". Cut the sequence, or declare a longer LookBack." : "."),
                nameof(tokens));
        }

        var window = new TokenWindow(Kernels.Scratch, d.InputSize, tokens.Length / d.Features);
        try
        {
            TokenChecks.Convert(d, tokens, window.Values);
            return window;
        }
        catch
        {
            window.Dispose();
            throw;
        }
    }

    /// <summary>Called by generated code: refuses another number of ids than one step has.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckTokenStep(ReadOnlySpan<int> tokens)
    {
        if (tokens.Length != Description.Features)
        {
            throw new ArgumentException($"A step of {Description.Name} has {Count(Description.Features, "token")}; {tokens.Length} came.", nameof(tokens));
        }
    }

    /// <summary>Called by generated code: <see cref="PredictBatch(ReadOnlySpan{float}, ReadOnlySpan{int}, Span{float})"/> for ids.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void PredictTokens(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> outputs)
    {
        AlignedBuffer rented = RentScratch(tokens.Length);
        try
        {
            PredictBatch(Widen(tokens, rented.Span), lengths, outputs);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Called by generated code: <see cref="FitBatch"/> for ids.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected float FitTokens(
        ReadOnlySpan<int> tokens, ReadOnlySpan<float> targets, Optimizer optimizer, Loss? loss, GradientClipping? clipping, double? learningRate,
        ReadOnlySpan<float> weights, ReadOnlySpan<int> lengths, int maxDegreeOfParallelism)
    {
        AlignedBuffer rented = RentScratch(tokens.Length);
        try
        {
            return FitBatch(Widen(tokens, rented.Span), targets, optimizer, loss, clipping, learningRate, weights, lengths, maxDegreeOfParallelism);
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>Ids as floats, which hold those exactly that any model knows; the others stay out of its range.</summary>
    private static ReadOnlySpan<float> Widen(ReadOnlySpan<int> tokens, Span<float> values)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            values[i] = tokens[i];
        }

        return values[..tokens.Length];
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
