using System.ComponentModel;
using LstmGen.Checks;
using LstmGen.Decoding;

namespace LstmGen.Runtime;

/// <summary>What models of token ids do with them before the calls that take floats. Generated code and the library call it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TokenCalls
{
    /// <summary>Ids as a window, whose length is theirs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">Whole steps, at least one and at most LookBack.</param>
    /// <exception cref="ArgumentException">There are none, or too many, or one is out of its range: its position and value are named.</exception>
    public static TokenWindow Rent(SequenceModel model, ReadOnlySpan<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelDescription d = model.Description;
        if (tokens.IsEmpty || tokens.Length > d.InputSize || tokens.Length % d.Features != 0)
        {
            throw new ArgumentException(
                $"Expected 1 to {d.LookBack} steps of {Words.Count(d.Features, "token")} for {d.Name}, but got {Words.Count(tokens.Length, "token")}" +
                (tokens.Length > d.InputSize ? ". Cut the sequence, or declare a longer LookBack." : "."),
                nameof(tokens));
        }

        var window = new TokenWindow(model.Kernels.Scratch, d.InputSize, tokens.Length / d.Features);
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

    /// <summary>Refuses another number of ids than one step has.</summary>
    public static void CheckStep(SequenceModel model, ReadOnlySpan<int> tokens)
    {
        ModelDescription d = model.Description;
        if (tokens.Length != d.Features)
        {
            throw new ArgumentException($"Expected a step of {d.Name}, {Words.Count(d.Features, "token")}, but got {tokens.Length}.", nameof(tokens));
        }
    }

    /// <summary><see cref="SequenceModel.PredictBatch(ReadOnlySpan{float}, ReadOnlySpan{int}, Span{float})"/> for ids.</summary>
    public static void PredictBatch(SequenceModel model, ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths, Span<float> outputs)
    {
        AlignedBuffer rented = model.RentScratch(tokens.Length);
        try
        {
            model.PredictBatch(Widen(tokens, rented.Span), lengths, outputs);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary><see cref="SequenceModel.FitBatch"/> for ids.</summary>
    public static float FitBatch(
        SequenceModel model, ReadOnlySpan<int> tokens, ReadOnlySpan<float> targets, Optimizer optimizer, Loss? loss, GradientClipping? clipping, double? learningRate,
        ReadOnlySpan<float> weights, ReadOnlySpan<int> lengths, int maxDegreeOfParallelism)
    {
        AlignedBuffer rented = model.RentScratch(tokens.Length);
        try
        {
            return model.FitBatch(Widen(tokens, rented.Span), targets, optimizer, loss, clipping, learningRate, weights, lengths, maxDegreeOfParallelism);
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    /// <summary>The checks of Generate, before the state goes on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="beginning">At least one id.</param>
    /// <param name="sampler">Not null.</param>
    internal static void CheckBeginning(SequenceModel model, ReadOnlySpan<int> beginning, TokenSampler sampler)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sampler);
        ModelDescription d = model.Description;
        if (beginning.IsEmpty) throw new ArgumentException($"Expected at least one token that {d.Name} goes on from, but got none.", nameof(beginning));
        TokenColumns column = d.Tokens[0];
        for (int i = 0; i < beginning.Length; i++)
        {
            if ((uint)beginning[i] >= (uint)column.Vocabulary)
            {
                throw new ArgumentException($"Ids are 0 to {column.Vocabulary - 1}; number {i} of the beginning is {beginning[i]}.", nameof(beginning));
            }
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
}
