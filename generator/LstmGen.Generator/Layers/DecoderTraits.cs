using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

// What rules, layers and the emitter ask of a decoder without knowing the layers that one is made of.

/// <summary>Where a model turns from reading to writing. It keeps what the encoder above it passed on for the layers below it.</summary>
internal interface IDecoder
{
    /// <summary>What the encoder passes on.</summary>
    Shape Input { get; }

    /// <summary>What the runtime is told of it.</summary>
    DecoderPlan Plan { get; }

    /// <summary>The encoder's last states in the tile kernels, one vector a row.</summary>
    View Summary { get; }

    /// <summary>The encoder's last states in the window kernels.</summary>
    View WindowSummary { get; }

    /// <summary>The encoder's steps in the tile kernels.</summary>
    View Memory { get; }

    /// <summary>The local that holds their valid number, in tiles.</summary>
    string MemoryValid { get; }

    /// <summary>The encoder's steps of one source.</summary>
    View WindowMemory { get; }

    /// <summary>The same, as the decoder's steps see them.</summary>
    View StepMemory { get; }

    /// <summary>Takes note of the layers below.</summary>
    void Open(IEnumerable<Layer> below, int vocabulary);

    /// <summary>Rows of attention weights of the attention layers before one.</summary>
    int HeadsBefore(Layer layer);

    /// <summary>Where a layer below leaves the gradient with respect to the last states, a vector a row.</summary>
    void AddSummaryGradient(View gradient);

    /// <summary>Where a layer below leaves the gradient with respect to the encoder's steps.</summary>
    void AddMemoryGradient(View gradient);
}

/// <summary>A layer that reads the tokens which a decoder wrote.</summary>
internal interface IWrittenTokenReader
{
    /// <summary>The ids are 0 to Vocabulary − 1.</summary>
    int Vocabulary { get; }
}

/// <summary>[Decoder] and the layers below it that do something once for a source, when the encoder has read it.</summary>
internal interface IEncoding
{
    /// <summary>Writes what it does then; <c>state</c> is zero before.</summary>
    void WriteEncode(SourceWriter writer);
}
