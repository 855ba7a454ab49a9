#include "server/authentication/credentials.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/temporary_directory.h"

namespace stator::server {
namespace {

std::string Refusal(std::string_view text) {
  const Result<Credentials> credentials = Credentials::Parse(text);
  return credentials.ok() ? "accepted" : credentials.error().message;
}

// The format of the shared credentials file, as its documentation has it.
TEST(Credentials, EveryProfileWithAKey_Counts) {
  const Result<Credentials> credentials = Credentials::Parse(
      "# comment\n"
      "[default]\n"
      "aws_access_key_id = AKIDEXAMPLE\r\n"
      "aws_secret_access_key=a/b+c=\n"
      "\n"
      "; another comment\n"
      "[ci]\n"
      "region = eu-west-1\n"
      "aws_access_key_id=ASIATEMPORARY\n"
      "aws_secret_access_key=secret\n"
      "aws_session_token = token==\n"
      "aws_account_id = 123456789012\n"
      "[role]\n"
      "role_arn = arn:aws:iam::1:role/x\n");
  ASSERT_TRUE(credentials.ok()) << credentials.error().message;
  EXPECT_EQ(credentials->size(), 2U);
  const Credential* const first = credentials->Find("AKIDEXAMPLE");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->secret_access_key, "a/b+c=");
  EXPECT_EQ(first->session_token, "");
  const Credential* const second = credentials->Find("ASIATEMPORARY");
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->session_token, "token==");
  EXPECT_EQ(second->account_id, "123456789012");
  EXPECT_EQ(credentials->Find("AKID"), nullptr);
  EXPECT_EQ(credentials->Find(""), nullptr);
}

TEST(Credentials, WhatMakesNoSense_IsRefusedWithItsLine) {
  EXPECT_EQ(Refusal(""), "there is no aws_access_key_id in it");
  EXPECT_EQ(Refusal("[a]\n[b]\n"), "there is no aws_access_key_id in it");
  EXPECT_EQ(Refusal("aws_access_key_id = a\n"), "line 1: a setting in front of any [profile]");
  EXPECT_EQ(Refusal("\n[a\n"), "line 2: a [profile] without its bracket");
  EXPECT_EQ(Refusal("[a]\nnonsense\n"), "line 2: neither a [profile] nor a setting = value");
  EXPECT_EQ(Refusal("[a]\naws_access_key_id = k\n"),
            "line 1: the profile of k has no aws_secret_access_key");
  EXPECT_EQ(Refusal("[a]\naws_secret_access_key = s\n[b]"),
            "line 1: the profile has a secret but no aws_access_key_id");
  EXPECT_EQ(Refusal("[a]\naws_access_key_id=k/l\naws_secret_access_key=s"),
            "line 1: an aws_access_key_id has no slash in it");
  EXPECT_EQ(Refusal("[a]\naws_access_key_id=k\naws_secret_access_key=s\naws_account_id=12"),
            "line 1: an aws_account_id has 12 digits");
}

TEST(Credentials, KeyWithTwoSecrets_IsRefused) {
  const std::string key = "aws_access_key_id=k\naws_secret_access_key=";
  EXPECT_EQ(Refusal("[a]\n" + key + "s\n[b]\n" + key + "s\n"), "accepted");
  EXPECT_EQ(Refusal("[a]\n" + key + "s\n[b]\n" + key + "t\n"),
            "the key k is there twice, and not the same");
}

TEST(Credentials, File_IsRead) {
  const testing::TemporaryDirectory directory;
  const std::string path = directory.path() + "/credentials";
  EXPECT_EQ(Credentials::ReadFile(path).error().message, "cannot read the credentials in " + path);
  std::ofstream(path) << "[a]\naws_access_key_id=k\naws_secret_access_key=s\n";
  const Result<Credentials> credentials = Credentials::ReadFile(path);
  ASSERT_TRUE(credentials.ok()) << credentials.error().message;
  EXPECT_NE(credentials->Find("k"), nullptr);
  std::ofstream(path) << "x";
  EXPECT_EQ(Credentials::ReadFile(path).error().message,
            "credentials in " + path + ": line 1: a setting in front of any [profile]");
}

}  // namespace
}  // namespace stator::server
