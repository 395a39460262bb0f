using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Composition;

/// <summary>[Encoder] opens a model and [Decoder] divides it; below that one token at a time is read, and one is written.</summary>
internal static class DecoderRules
{
    public const string Marker = "Encoder";

    /// <summary>Tells the decoder what is below it; reports what does not fit.</summary>
    public static bool Check(ModelSpec spec, IReadOnlyList<Layer> layers, Build build)
    {
        int[] encoders = [.. Enumerable.Range(0, spec.Layers.Count).Where(i => spec.Layers[i].Kind == Marker)];
        Layer[] decoders = [.. layers.Where(layer => layer is IDecoder)];
        if (encoders.Length == 0 && decoders.Length == 0)
        {
            return true;
        }

        if (encoders.Length == 0)
        {
            return Report(build, Rules.LayerOutOfPlace, decoders[0], "what the decoder reads is not marked; write [Encoder] above every other layer");
        }

        if (encoders[encoders.Length - 1] is > 0 and var late)
        {
            build.Report(
                Rules.LayerOutOfPlace, late, "", Marker, encoders.Length > 1 ? "a model has one encoder; remove it" : "it opens a model; move it to the top, above every other layer");
            return false;
        }

        if (decoders.Length == 0)
        {
            build.Report(Rules.LayerOutOfPlace, 0, "", Marker, "no decoder follows; write [Decoder(Steps = 16)] below the layers of the encoder, and an [Embedding] below that");
            return false;
        }

        if (decoders.Length > 1)
        {
            return Report(build, Rules.LayerOutOfPlace, decoders[1], "a model has one decoder; remove it");
        }

        return CheckDecoder(decoders[0], [.. layers.SkipWhile(layer => layer is not IDecoder).Skip(1)], build);
    }

    private static bool CheckDecoder(Layer decoder, Layer[] below, Build build)
    {
        if (decoder.Previous is null)
        {
            return Report(build, Rules.LayerOutOfPlace, decoder, "the encoder above it has no layer; write for example [Lstm(64)] between them");
        }

        if (below.Length == 0 || below[0] is not IWrittenTokenReader embedding)
        {
            return Report(build, Rules.LayerOutOfPlace, decoder, "a decoder reads the tokens it wrote; write [Embedding(vocabulary, dimension)] at once below it");
        }

        foreach (Layer layer in below)
        {
            if (layer is IWrittenTokenReader && layer != embedding)
            {
                return Report(build, Rules.LayerOutOfPlace, layer, "each step of a decoder is one token, which [Embedding] at its top reads; remove it");
            }

            if (!layer.CanStep)
            {
                string why = layer is IRecurrent ? "it reads from both ends; leave Bidirectional out" : "it needs all steps at once; move it above [Decoder]";
                return Report(build, Rules.LayerOutOfPlace, layer, $"a decoder goes one step at a time, and {why}");
            }
        }

        Layer last = below[below.Length - 1];
        if (last is not IChoosing head)
        {
            return Report(build, Rules.LayerOutOfPlace, last, $"a decoder ends in a choice among its tokens; write [Softmax({embedding.Vocabulary})] below it");
        }

        if (head.Choices != embedding.Vocabulary)
        {
            return Report(
                build, Rules.ShapeDoesNotFit, last,
                $"it writes {Text.Number(head.Choices)} tokens, and [Embedding] below [Decoder] reads {Text.Number(embedding.Vocabulary)}; both must be the same");
        }

        ((IDecoder)decoder).Open(below, embedding.Vocabulary);
        return true;
    }

    private static bool Report(Build build, string rule, Layer layer, string what)
    {
        build.Report(rule, layer.Index, "", layer.Spec.Kind, what);
        return false;
    }
}
