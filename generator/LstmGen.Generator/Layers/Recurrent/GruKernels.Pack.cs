namespace LstmGen.Generator.Layers.Recurrent;

// Between the canonical parameters, which start where the direction's do, and the packs.
internal sealed partial class GruKernels
{
    private int Columns => GruShape.Gates * _shape.Units;

    private int RecurrentAt => _shape.Inputs * Columns;

    private int BiasAt => RecurrentAt + _shape.Units * Columns;

    private int RecurrentBiasAt => HasRecurrentBias ? BiasAt + Columns : -1;

    private int InitialAt => BiasAt + (_shape.UseBias ? Columns : 0) + (HasRecurrentBias ? Columns : 0);

    protected override void WritePack(SourceWriter writer)
    {
        writer.Line("/// <summary>From the canonical tensors of one direction, back to back: kernel, recurrent kernel, bias; gates z r n.</summary>");
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            const string all = "2, 3";
            writer.Line($"GruPack.Pack(parameters, 0, {Text.Of(_shape.UseBias ? BiasAt : -1)}, Inputs, Units, {all}, packed[InputWeights..]);");
            writer.Line($"GruPack.PackTransposed(parameters, 0, Inputs, Units, {all}, packed[InputTransposed..]);");
            foreach (GruPart part in _parts)
            {
                string gates = $"{part.First}, {part.Gates}";
                writer.Line($"GruPack.Pack(parameters, {RecurrentAt}, {Text.Of(RecurrentBiasAt)}, Units, Units, {gates}, packed[{Region("RecurrentWeights", part)}..]);");
                writer.Line($"GruPack.PackTransposed(parameters, {RecurrentAt}, Units, Units, {gates}, packed[{Region("RecurrentTransposed", part)}..]);");
            }

            if (_shape.LearnedInitialState)
            {
                writer.Line($"parameters.Slice({InitialAt}, Units).CopyTo(packed[InitialHidden..]);");
            }
        }

        writer.Line();
        writer.Line("/// <summary>The packed gradient of one direction in the canonical layout.</summary>");
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            writer.Line("GruPack.Unpack(packed[InputWeightGradients..], Inputs, Units, 2, 3, gradient, 0);");
            foreach (GruPart part in _parts)
            {
                writer.Line($"GruPack.Unpack(packed[{Region("RecurrentWeightGradients", part)}..], Units, Units, {part.First}, {part.Gates}, gradient, {RecurrentAt});");
            }

            if (_shape.UseBias)
            {
                writer.Line($"GruPack.UnpackBias(packed[BiasGradient..], Units, 0, gradient[{BiasAt}..]);");
            }

            if (HasRecurrentBias)
            {
                writer.Line($"GruPack.UnpackBias(packed[BiasGradient..], Units, 3, gradient[{RecurrentBiasAt}..]);");
            }

            if (_shape.LearnedInitialState)
            {
                writer.Line($"packed.Slice(InitialHiddenGradient, Units).CopyTo(gradient[{InitialAt}..]);");
            }
        }
    }
}
