using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>The layers that a file of ONNX can hold. A new kind of layer is a line here and a file beside this one.</summary>
internal static class OnnxLayers
{
    private static readonly Dictionary<Type, OnnxLayer> s_layers = new()
    {
        [typeof(EmbeddingAttribute)] = new OnnxEmbedding(),
        [typeof(CharacterConvAttribute)] = new OnnxCharacterConv(),
        [typeof(MaskingAttribute)] = new OnnxMasking(),
        [typeof(Conv1DAttribute)] = new OnnxConv1D(),
        [typeof(MaxPool1DAttribute)] = new OnnxMaxPool1D(),
        [typeof(AveragePool1DAttribute)] = new OnnxAveragePool1D(),
        [typeof(GlobalMaxPool1DAttribute)] = new OnnxGlobalMaxPool1D(),
        [typeof(GlobalAveragePool1DAttribute)] = new OnnxGlobalAveragePool1D(),
        [typeof(LastAttribute)] = new OnnxLast(),
        [typeof(Conv2DAttribute)] = new OnnxConv2D(),
        [typeof(MaxPool2DAttribute)] = new OnnxMaxPool2D(),
        [typeof(AveragePool2DAttribute)] = new OnnxAveragePool2D(),
        [typeof(FlattenAttribute)] = new OnnxFlatten(),
        [typeof(LstmAttribute)] = new OnnxLstm(),
        [typeof(GruAttribute)] = new OnnxGru(),
        [typeof(SimpleRnnAttribute)] = new OnnxSimpleRnn(),
        [typeof(DenseAttribute)] = new OnnxDense(),
        [typeof(ActivationAttribute)] = new OnnxActivation(),
        [typeof(PReluAttribute)] = new OnnxPRelu(),
        [typeof(DropoutAttribute)] = new OnnxDropout(),
        [typeof(BatchNormAttribute)] = new OnnxBatchNorm(),
        [typeof(LayerNormAttribute)] = new OnnxLayerNorm(),
        [typeof(AttentionAttribute)] = new OnnxAttention(),
        [typeof(RepeatAttribute)] = new OnnxRepeat(),
        [typeof(ResidualAttribute)] = new OnnxResidual(),
        [typeof(SoftmaxAttribute)] = new OnnxSoftmax(),
        [typeof(SigmoidAttribute)] = new OnnxSigmoid(),
        [typeof(QuantilesAttribute)] = new OnnxQuantiles(),
        [typeof(GaussianAttribute)] = new OnnxGaussian(),
        [typeof(CrfAttribute)] = new OnnxCrf(),
        [typeof(CtcAttribute)] = new OnnxCtc(),
        [typeof(DecoderAttribute)] = new OnnxDecoder(),
    };

    /// <summary>Null for a kind of layer that nothing here knows.</summary>
    public static OnnxLayer? Find(Type attribute) => s_layers.GetValueOrDefault(attribute);

    /// <summary>What keeps the layers out of a file, one line each.</summary>
    public static IReadOnlyList<string> Problems(IEnumerable<DeclaredLayer> layers, bool streaming) =>
    [
        .. from layer in layers
           let why = Find(layer.Attribute.GetType()) is { } known ? known.WhyNot(layer) ?? (streaming ? known.WhyNotStreamed(layer) : null) : "the exporter does not know it"
           where why is not null
           select $"{layer.Name} [{Kind(layer)}]: {why}",
    ];

    private static string Kind(DeclaredLayer layer) => layer.Attribute.GetType().Name[..^nameof(Attribute).Length];
}
