using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LstmGen.Import;

namespace LstmGen.Compiler;

/// <summary>
/// Compiles models whose shapes are known at run time only: by Roslyn and LstmGen's own generator, in this process. The first model takes a second or two, most of it the compiler's own
/// start; a shape that was compiled before takes none.
/// </summary>
/// <remarks>
/// What was compiled is kept by its declaration, the <see cref="Capacity"/> that were asked for last, and is unloaded when no model of it is used any more. Any number of threads may compile at
/// once. Code that was compiled ahead of time has no compiler: there the calls say so.
/// </remarks>
public static class ModelCompiler
{
    private const int DefaultCapacity = 64;
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<string, LinkedListNode<Entry>> s_entries = new(StringComparer.Ordinal);
    private static readonly LinkedList<Entry> s_recent = new();
    private static int s_capacity = DefaultCapacity;

    /// <summary>How many shapes are kept, at least 1; 64 until it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public static int Capacity
    {
        get => s_capacity;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (s_gate)
            {
                s_capacity = value;
                Trim();
            }
        }
    }

    /// <summary>How many shapes are kept now.</summary>
    public static int Count
    {
        get
        {
            lock (s_gate)
            {
                return s_recent.Count;
            }
        }
    }

    /// <summary>A fresh model of a shape.</summary>
    /// <param name="spec">Its declaration.</param>
    /// <param name="seed">Of its initial parameters, of shuffling and of dropout.</param>
    /// <returns>A model, which a class of its own stands behind.</returns>
    /// <exception cref="ArgumentNullException">The declaration is null.</exception>
    /// <exception cref="ArgumentException">The declaration is wrong: the message has what the attributes would be marked with.</exception>
    /// <exception cref="NotSupportedException">This program was compiled ahead of time, or into a single file.</exception>
    [RequiresDynamicCode("Compiling a model at run time needs the JIT. Declare the model as a class instead, which works ahead of time.")]
    [RequiresUnreferencedCode("Compiling a model at run time needs the whole of LstmGen and the framework.")]
    public static SequenceModel Compile(ModelSpec spec, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new NotSupportedException(
                "Expected a program with a JIT, but this one was compiled ahead of time, where no model can be compiled. Declare the model as a class with [LstmModel] and its layers; the generator compiles it with the program.");
        }

        return TypeOf(spec.ToCSharp("Model")).Create(seed);
    }

    /// <summary>The model of a file, with its weights.</summary>
    /// <param name="network">As it was read.</param>
    /// <returns>A model that answers as the file's does.</returns>
    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="ArgumentException">What the file describes is no model: the message has what the attributes would be marked with.</exception>
    /// <exception cref="NotSupportedException">This program was compiled ahead of time, or into a single file.</exception>
    [RequiresDynamicCode("Compiling a model at run time needs the JIT. Import the file when the project is built instead, which works ahead of time.")]
    [RequiresUnreferencedCode("Compiling a model at run time needs the whole of LstmGen and the framework.")]
    public static SequenceModel Compile(ImportedNetwork network)
    {
        SequenceModel model = Compile(ModelSpec.Of(network));
        network.FillInto(model);
        return model;
    }

    /// <summary>Forgets all shapes; models that are in use go on.</summary>
    public static void Clear()
    {
        lock (s_gate)
        {
            int capacity = s_capacity;
            s_capacity = 0;
            Trim();
            s_capacity = capacity;
        }
    }

    [RequiresDynamicCode("Compiles.")]
    [RequiresUnreferencedCode("Compiles.")]
    private static CompiledModel TypeOf(string declaration)
    {
        Entry entry;
        lock (s_gate)
        {
            if (s_entries.TryGetValue(declaration, out LinkedListNode<Entry>? known))
            {
                s_recent.Remove(known);
                s_recent.AddFirst(known);
                entry = known.Value;
            }
            else
            {
                entry = new Entry(declaration, new Lazy<CompiledModel>(() => CompiledModel.Compile(declaration)));
                s_entries.Add(declaration, s_recent.AddFirst(entry));
                Trim();
            }
        }

        try
        {
            return entry.Model.Value;
        }
        catch
        {
            lock (s_gate)
            {
                if (s_entries.TryGetValue(declaration, out LinkedListNode<Entry>? failed) && failed.Value == entry)
                {
                    s_entries.Remove(declaration);
                    s_recent.Remove(failed);
                }
            }

            throw;
        }
    }

    private static void Trim()
    {
        while (s_recent.Count > s_capacity)
        {
            Entry last = s_recent.Last!.Value;
            s_recent.RemoveLast();
            s_entries.Remove(last.Declaration);
            if (last.Model.IsValueCreated) last.Model.Value.Unload();
        }
    }

    private sealed record Entry(string Declaration, Lazy<CompiledModel> Model);
}
