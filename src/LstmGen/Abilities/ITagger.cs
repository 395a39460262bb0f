using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Crf]</c>: it gives every step of a window a tag, and looks at the whole sequence of them. Its calls are those of
/// <see cref="TaggerExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, ITagger</c>.</remarks>
public interface ITagger : IChain
{
    /// <summary>How many tags there are, at least 1. They are numbered from 0.</summary>
    static abstract int Tags { get; }

    /// <summary>What the tags are called, in their order; empty where the declaration names none.</summary>
    static abstract IReadOnlyList<string> TagNames { get; }

    /// <summary>Whether the names say spans, such as <c>B-PER</c>, <c>I-PER</c> and <c>O</c>.</summary>
    static abstract bool TagsSpans { get; }
}
