using LstmGen;
using LstmGen.Decoding;
using LstmGen.Text;

namespace TextGeneration;

/// <summary>A model and the characters that its numbers mean: two files that belong together.</summary>
internal sealed record Writer(CharacterModel Model, Vocabulary Characters)
{
    public static string CharactersPath(FileInfo model) => Path.ChangeExtension(model.FullName, ".characters");

    public void Save(FileInfo file)
    {
        Model.Save(file.FullName);
        Characters.Save(CharactersPath(file));
    }

    public static Writer Load(FileInfo file)
    {
        var model = new CharacterModel();
        model.Load(file.FullName);
        return new Writer(model, Vocabulary.Load(CharactersPath(file)));
    }

    public int[] Encode(string text)
    {
        int[] ids = new int[text.Length];
        return ids[..Characters.EncodeCharacters(text, ids)];
    }

    /// <summary>A beginning, and what the model goes on with.</summary>
    public string Continue(string beginning, int length, TokenSampler sampler)
    {
        int[] written = new int[length];
        CharacterModel.State state = default;
        Model.Generate(ref state, Encode(beginning), written, sampler);

        // A model that has hardly trained may draw a number that no character of the text got.
        int[] known = Array.ConvertAll(written, id => id < Characters.Count ? id : Characters.UnknownId!.Value);
        return beginning + Characters.DecodeText(known, separator: "");
    }

    /// <summary>The mean of −log₂ p over the characters of a text, each with all before it known: as many bits as a perfect packer would need for each.</summary>
    public double BitsPerCharacter(string text)
    {
        int[] ids = Encode(text);
        float[] probabilities = new float[CharacterModel.MostCharacters];
        CharacterModel.State state = default;
        double bits = 0.0;
        for (int i = 0; i + 1 < ids.Length; i++)
        {
            Model.Step(ref state, ids[i], probabilities);
            bits -= Math.Log2(probabilities[ids[i + 1]]);
        }

        return bits / (ids.Length - 1);
    }
}
